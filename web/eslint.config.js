import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const UNLIMITED = 'Nothing is awaited without a limit: see src/lib/waiting.';
/** What may never answer; each is behind a function of src/lib/waiting, or has its own limit where it is used. */
const unlimited = [
  { selector: 'CallExpression[callee.name="fetch"]', message: UNLIMITED },
  {
    selector: 'NewExpression[callee.name=/^(XMLHttpRequest|WebSocket|EventSource|BroadcastChannel|Worker|Promise)$/]',
    message: UNLIMITED,
  },
  { selector: 'MemberExpression[object.name="indexedDB"]', message: UNLIMITED },
  {
    selector:
      'MemberExpression[object.name="navigator"][property.name=/^(clipboard|locks|serviceWorker|storage|mediaDevices)$/]',
    message: UNLIMITED,
  },
  { selector: 'MemberExpression[object.object.name="crypto"][object.property.name="subtle"]', message: UNLIMITED },
];
const markup = [
  {
    selector: 'SvelteAttribute[key.name="maxlength"]',
    message: 'maxlength counts UTF-16 and cuts what is pasted; give a Field `most`, or use `limited`.',
  },
  {
    selector: 'MemberExpression[property.name="isComposing"]',
    message: 'Safari needs the old key code too; use isComposing or isSendingEnter of src/lib/typing/keys.ts.',
  },
  {
    selector: 'SvelteAttribute[key.name="style"]',
    message: 'The content security policy refuses style attributes; write style:name={value}, or a class.',
  },
];

export default ts.config(
  { ignores: ['dist', 'node_modules', 'src/lib/api/schema.d.ts'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  prettier,
  ...svelte.configs.prettier,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      // TypeScript itself knows which names exist.
      'no-undef': 'off',
      'no-console': 'error',
      eqeqeq: ['error', 'always'],
      '@typescript-eslint/no-invalid-void-type': 'off',
      'svelte/no-navigation-without-resolve': 'off',
      // The content security policy refuses markup from strings and inline style attributes.
      'svelte/no-at-html-tags': 'error',
      'no-restricted-syntax': ['error', ...markup, ...unlimited],
      // State that is a URL, Map or Date is replaced whole ($state.raw), never changed in place.
      'svelte/prefer-svelte-reactivity': 'off',
      'svelte/button-has-type': 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  {
    // Where the limits are: `waiting` itself; the outbox limits its database, the connection its socket, the booth its keys.
    files: [
      'src/lib/waiting/**',
      'src/lib/live/outbox-store.ts',
      'src/lib/live/environment.ts',
      'src/lib/ballot/key.ts',
      '**/*.test.ts',
    ],
    rules: { 'no-restricted-syntax': ['error', ...markup] },
  },
  { files: ['src/lib/typing/keys.ts'], rules: { 'no-restricted-syntax': ['error', ...unlimited] } },
  { files: ['scripts/**'], rules: { 'no-console': 'off' } },
);
