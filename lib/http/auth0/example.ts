/** From the demo. */
export const ann = { id: 'auth0|507f1f77bcf86cd799439020', email: 'ann@acme.test', name: 'Ann' }
export const ben = { id: 'auth0|507f1f77bcf86cd799439021', email: 'ben@acme.test', name: 'Ben' }
export const acme = { id: 'org_9ybsU1dN2dKfDkBi', slug: 'acme', displayName: 'Acme' }
export const adminRole = {
  id: 'rol_Yl6ZfDm4cQ2xW8uB',
  name: 'Admin',
  description: 'Manages members, branding and sign-in methods.',
}
export const okta = {
  id: 'con_7HkQ2vWn9TzB4mXc',
  name: 'acme-okta',
  displayName: 'Acme',
  issuer: 'https://login.acme.test/',
  clientId: 'lumen',
  claims: 'openid profile email',
  domain: 'acme.test',
}
export const passwords = { id: 'con_9ybsU1dN2dKfDkBi', name: 'password', displayName: 'Email and password' }
export const documents = {
  clientId: 'Ym9yZWQgd2l0aCBpZHMsIGFyZSB5b3U5',
  name: 'Documents',
  url: 'http://localhost:4000/',
  callback: 'http://localhost:4000/callback',
  login: 'http://localhost:4000/login',
}
export const lumenApi = {
  id: '6723ab9f04c1d2e8b7a95f30',
  identifier: 'https://api.lumen.test',
  name: 'Lumen API',
  permission: 'read:documents',
  description: 'Read documents',
}
export const sessionId = 'ses_4fXk2Hq9TzB1mWc7Lr0Py3'
export const moment = '2026-11-25T09:30:00.000Z'
export const later = '2026-12-02T09:30:00.000Z'
export const address = '192.0.2.10'
export const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
