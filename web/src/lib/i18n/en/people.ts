export const people = {
  setup: { title: 'Set up your team' },
  signIn: { title: 'Sign in' },
  invite: { title: 'Join the team' },
  reset: { title: 'A new password' },
  join: { title: 'Join a workshop' },
  account: { title: 'Your account' },
};
