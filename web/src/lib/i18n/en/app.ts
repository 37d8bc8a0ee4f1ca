export const app = {
  name: 'Readyroom',
  title: (page: string): string => `${page} · Readyroom`,
  skipToContent: 'Skip to content',
  loading: 'Loading…',
  home: 'Readyroom, home',
  notFound: {
    title: 'Page not found',
    body: 'The address may be wrong, the page may have been deleted, or you may not have access.',
    home: 'Go to the start page',
  },
  broken: {
    title: 'This page has stopped working',
    body: 'Nothing that you wrote is lost. Reload the page to continue.',
    retry: 'Reload',
  },
  offline: {
    title: 'This page could not be loaded',
    body: 'The server cannot be reached. Check your connection, then try again.',
    retry: 'Try again',
  },
  upgraded: {
    title: 'Readyroom was upgraded',
    body: 'This page is older than the server. Reload it to continue.',
    retry: 'Reload',
    toast: 'Readyroom was upgraded. Finish what you are writing, then reload this page.',
  },
  theme: {
    label: 'Theme',
    light: 'Light',
    dark: 'Dark',
    system: 'Same as the system',
    toDark: 'Switch to dark',
    toLight: 'Switch to light',
  },
};
