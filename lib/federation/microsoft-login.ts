/** Where Microsoft Entra ID has its directories. Apart from what uses it, so that tests can serve one on loopback. */
export const microsoftLogin = 'https://login.microsoftonline.com'
