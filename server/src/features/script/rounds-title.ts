/** One title for the lenses of several rules that one line of a script makes, in the rounds of a loop say. */

import { counted } from '../numbers';

/** Values that are told one by one. */
const mostValues = 5;
/** What differs between the titles is told as long as it is so few words. */
const mostWords = 2;

/** `4 rules: tcp 22, 80, 443, 8080 in: ACCEPT`, from the titles of the first of them; where more differs than a value, the first stands for all. */
export function titleOfRounds(titles: readonly string[], rules: number): string {
  const told = titles.map((title) => withoutNumbers(title).split(' '));
  const [first = []] = told;
  const shortest = Math.min(...told.map(({ length }) => length));
  const isSame = (at: (words: readonly string[]) => string | undefined) =>
    told.every((words) => at(words) === at(first));
  let before = 0;
  while (before < shortest && isSame((words) => words[before])) before++;
  let behind = 0;
  while (behind < shortest - before && isSame((words) => words.at(-1 - behind))) behind++;
  const values = new Set(told.map((words) => words.slice(before, words.length - behind).join(' ')));
  const isLong = [...values].some((value) => value.split(' ').length > mostWords);
  const more = rules > titles.length || values.size > mostValues ? ' …' : '';
  const middle = isLong ? [] : [`${[...values].slice(0, mostValues).join(', ')}${more}`];
  const title = isLong
    ? `${first.join(' ')} …`
    : [...first.slice(0, before), ...middle, ...first.slice(first.length - behind)].filter(Boolean).join(' ');
  return `${counted(rules, 'rule')}: ${title}`;
}

/** Which rule it is that decides, differs from round to round. */
function withoutNumbers(title: string): string {
  return title.replace(/ by rule \d+/g, '').replace(/one of ([A-Z]+)(?:, \1)+(?![\w,])/g, '$1');
}
