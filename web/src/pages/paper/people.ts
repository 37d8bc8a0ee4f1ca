import type { Member } from '$lib/api/types.ts';
import { shortDate } from '$lib/i18n/dates.ts';
import { t } from '$lib/i18n/index.ts';

/** The label of each member in a choice. Members of the same name get an addition that distinguishes them. */
export function namesOf(members: readonly Member[]): Map<string, string> {
  const key = ({ name }: Member): string => name.normalize('NFC').toLocaleLowerCase();
  const count = (of: (member: Member) => string): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const member of members) counts.set(of(member), (counts.get(of(member)) ?? 0) + 1);
    return counts;
  };
  const joined = (member: Member): string => t.paper.joined(member.name, shortDate(member.joined_at), member.role);
  const [names, full] = [count(key), count(joined)];
  const seen = new Map<string, number>();
  return new Map(
    members.map((member) => {
      if (names.get(key(member)) === 1) return [member.id, member.name];
      const name = joined(member);
      const place = (seen.get(name) ?? 0) + 1;
      seen.set(name, place);
      return [member.id, full.get(name) === 1 ? name : t.paper.nth(name, place)];
    }),
  );
}
