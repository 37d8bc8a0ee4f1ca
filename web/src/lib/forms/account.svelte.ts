import { RANGES } from '$lib/api/limits.ts';
import { t } from '$lib/i18n/index.ts';
import type { NewAccount } from '$lib/api/types.ts';

/** What is wrong with a new password, if anything. */
export function passwordFault(password: string): string | false {
  const length = [...password].length;
  return length < RANGES.password.least && t.common.passwordShort(length);
}

/** The fields with which a new account begins. */
export class AccountFields {
  name = $state('');
  email = $state('');
  password = $state('');

  faults(): { name: string | false; email: string | false; password: string | false } {
    return {
      name: this.name.trim() === '' && t.common.nameMissing,
      email: !/^\S+@\S+$/.test(this.email.trim()) && t.common.emailMissing,
      password: passwordFault(this.password),
    };
  }

  get account(): NewAccount {
    return { name: this.name, email: this.email, password: this.password };
  }
}
