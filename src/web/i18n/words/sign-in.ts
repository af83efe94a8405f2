/** Texts of the sign-in page. */
import type { Label } from '../../../kernel/api.ts';

export const signIn = {
  title: ['登录', 'Sign in'],
  motto: ['事有定规，账有来路。', 'Every rule kept, every figure traced.'],
  name: ['用户名', 'User name'],
  password: ['密码', 'Password'],
  organisation: ['单位', 'Organisation'],
  organisationHint: ['这台服务器上有多个单位，请填写您的单位简称。', 'This server holds several organisations. Type the short name of yours.'],
  submit: ['登录', 'Sign in'],
  showPassword: ['显示密码', 'Show the password'],
  demo: ['演示账号', 'Demo accounts'],
  demoHint: ['这是演示数据，点一个岗位即可登录。', 'These are demo data. Choose a post to sign in.'],
  nameMissing: ['请填写用户名', 'Type your user name'],
  passwordMissing: ['请填写密码', 'Type your password'],
  forgotten: ['忘记密码请找管理员重设。', 'Forgotten it? The administrator can set a new one.'],
} as const satisfies { readonly [word: string]: Label };
