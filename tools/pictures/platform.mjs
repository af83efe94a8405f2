/** What everybody uses, and what the administrator keeps. */
export const PLATFORM = [
  { name: 'home', login: 'sulin', address: '/' },
  { name: 'home-phone', login: 'liyan', address: '/', width: 390 },
  { name: 'duties', login: 'heqiang', address: '/duties' },
  { name: 'duties-month', login: 'heqiang', address: '/duties?view=month' },
];
