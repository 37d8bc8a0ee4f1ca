import { describe, expect, test } from 'vitest';
import { href, paths } from '../paths.ts';
import { linkOf, matchPath, Router } from './router.svelte.ts';

describe('matchPath', () => {
  test.each([
    ['/', '/', {}],
    ['/teams/t1', '/teams/:team', { team: 't1' }],
    ['/teams/t1/', '/teams/:team', { team: 't1' }],
    ['/teams/t1/cards/new', '/teams/:team/cards/new', { team: 't1' }],
    ['/teams/t1/cards/c1', '/teams/:team/cards/:scenario', { team: 't1', scenario: 'c1' }],
    ['/workshops/w1/desk', '/workshops/:workshop/desk', { workshop: 'w1' }],
    ['/join/a%20b', '/join/:code', { code: 'a b' }],
  ])('%s opens %s', (pathname, pattern, params) => {
    expect(matchPath(paths, pathname)).toEqual({ pattern, params });
  });

  test.each(['/nowhere', '/teams', '/teams/t1/cards/c1/more', '/join/%E0%A4%A'])('%s opens nothing', (pathname) => {
    expect(matchPath(paths, pathname)).toBeNull();
  });

  test('a literal segment beats a parameter whatever their order', () => {
    expect(matchPath(['/a/:b', '/a/new'], '/a/new')?.pattern).toBe('/a/new');
  });
});

describe('href', () => {
  test('fills parameters in and escapes them', () => {
    expect(href('/teams/:team/cards/:scenario', { team: 't/1', scenario: 'ä' })).toBe('/teams/t%2F1/cards/%C3%A4');
    expect(href('/account')).toBe('/account');
  });

  test('is the inverse of matching', () => {
    const params = { team: 'a b/c?d' };
    expect(matchPath(paths, href('/teams/:team/people', params))?.params).toEqual(params);
  });
});

describe('linkOf', () => {
  const here = new URL('http://host/teams/t1?x=1');
  const click = (html: string, init: MouseEventInit = {}): URL | null => {
    document.body.innerHTML = html;
    let found: URL | null = null;
    const listener = (event: MouseEvent): void => {
      found = linkOf(event, here);
      event.preventDefault();
    };
    document.addEventListener('click', listener, { once: true });
    document.querySelector('b')?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...init }));
    return found;
  };

  test('follows a plain click on a link of ours', () => {
    expect(click('<a href="http://host/account"><b>x</b></a>')?.pathname).toBe('/account');
  });

  test.each([
    ['another site', '<a href="http://other/account"><b>x</b></a>', {}],
    ['a new tab', '<a href="http://host/account" target="_blank"><b>x</b></a>', {}],
    ['a download', '<a href="http://host/account" download><b>x</b></a>', {}],
    ['the API', '<a href="http://host/api/report.md"><b>x</b></a>', {}],
    ['a jump within the page', '<a href="http://host/teams/t1?x=1#end"><b>x</b></a>', {}],
    ['a click with Ctrl', '<a href="http://host/account"><b>x</b></a>', { ctrlKey: true }],
    ['no link at all', '<p><b>x</b></p>', {}],
  ])('leaves %s to the browser', (_, html, init) => {
    expect(click(html, init)).toBeNull();
  });
});

test('a router opens the given address and counts its visits', () => {
  const router = new Router(paths);
  router.go('/teams/t1?tab=late');
  expect(router.match).toEqual({ pattern: '/teams/:team', params: { team: 't1' } });
  expect(router.query.get('tab')).toBe('late');
  expect(router.visits).toBe(1);
  router.go('/teams/t1?tab=done', { replace: true });
  expect(router.visits).toBe(1);
});
