// The texts that must accompany somebody's work.

import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {object} Dependency
 * @property {string} name
 * @property {string} version
 * @property {string} licence  an SPDX expression
 * @property {string} from     its repository, page or author
 * @property {string} folder   its folder on this machine
 */

const licenceFile = /^(licen[cs]e|copying|unlicense|copyright)/i;
const noticeFile = /^notice/i;

/**
 * The texts in the dependencies' folders, each once, with the names of those that it belongs to.
 * @param {Dependency[]} dependencies
 * @returns {{names: string[], text: string}[]}
 */
export function licenceTexts(dependencies) {
  const byText = new Map();
  for (const { name, version, licence, folder } of dependencies) {
    const wanted = isUsedUnderApache(licence) ? [noticeFile] : [licenceFile, noticeFile];
    const files = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && wanted.some((pattern) => pattern.test(entry.name)))
      .map((entry) => entry.name)
      .filter((file) => !/apache/i.test(file))
      .sort();
    const texts = files.map((file) => tidy(readFileSync(path.join(folder, file), 'utf8')));
    if (texts.length === 0 && wanted.includes(licenceFile)) {
      texts.push(`Its authors state the licence as "${licence}" and enclose no text.`);
    }
    for (const text of texts) byText.set(text, [...(byText.get(text) ?? []), `${name} ${version}`]);
  }
  return [...byText].map(([text, names]) => ({ names, text }));
}

/** Whether Apache-2.0 is the licence, or one that may be chosen. */
export function isUsedUnderApache(licence) {
  return licence.split(' OR ').some((choice) => choice.trim() === 'Apache-2.0');
}

function tidy(text) {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(/[ \t]+$/gm, '')
    .replaceAll('\t', '    ')
    .trim();
}
