export const app = {
  name: 'Readyroom',
  title: (page: string): string => `${page} · Readyroom`,
  skipToContent: 'Skip to the content',
  loading: 'Loading…',
  home: 'Readyroom, home',
  notFound: {
    title: 'There is no such page',
    body: 'The address may be mistyped, or what was here is gone or not yours to see.',
    home: 'Go to the first page',
  },
  broken: {
    title: 'Something broke on this page',
    body: 'What you wrote and what the server accepted is kept. Open the page again to go on.',
    retry: 'Open it again',
  },
  offline: {
    title: 'This page could not be loaded',
    body: 'The server cannot be reached from here. Check the connection, then try again.',
    retry: 'Try again',
  },
  upgraded: {
    title: 'Readyroom was upgraded',
    body: 'This page is older than the server and cannot load all of its parts. Reload it to go on.',
    retry: 'Reload',
    toast: 'Readyroom was upgraded. Reload this page once you have sent what you are writing.',
  },
  theme: {
    label: 'Theme',
    light: 'Light',
    dark: 'Dark',
    system: 'As the system',
    toDark: 'Switch to dark',
    toLight: 'Switch to light',
  },
};
