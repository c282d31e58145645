import { escaped, pageHtml } from '@/lib/web/plain-page'
import type { FailureReason } from '@/lib/domain/connections/connection-failures'
import type { ProviderProblem } from '../provider-problem'
import type { Delivery } from './outgoing-message'

/** Continues by script; without JavaScript, by a button or link. */
export function deliveryPage(nonce: string, delivery: Delivery, title: string): Response {
  return page(nonce, {
    title,
    content: 'url' in delivery ? link(nonce, delivery.url) : form(nonce, delivery),
  })
}

function link(nonce: string, url: string): string {
  return `<p><a id="continue" href="${escaped(url)}">Continue</a></p>
<script nonce="${escaped(nonce)}">document.getElementById('continue').click()</script>`
}

function form(nonce: string, { action, fields }: Extract<Delivery, { action: string }>): string {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  )
  return `<form method="post" action="${escaped(action)}">${inputs.join('')}<button>Continue</button></form>
<script nonce="${escaped(nonce)}">document.forms[0].submit()</script>`
}

export function signedOutPage(nonce: string): Response {
  const content = '<p>Your sessions here have ended.</p><p><a href="/">Sign in again</a></p>'
  return page(nonce, { title: 'You’re signed out', content })
}

/** For a link that was used before, or in another browser. */
export function usedSignOutPage(nonce: string): Response {
  const content =
    '<p>This link was already used, or belongs to another browser.</p><p><a href="/">Continue</a></p>'
  return page(nonce, { title: 'This sign-out is over', content })
}

/** After our own session has ended. */
export function notSignedOutTherePage(nonce: string): Response {
  const content = `<p>Your session here has ended. Your identity provider did not confirm that you’re signed out there: sign out
there too, or close the browser.</p><p><a href="/">Continue</a></p>`
  return page(nonce, { title: 'You’re signed out here', content })
}

const reasons: Partial<Record<FailureReason, string>> = {
  saml_unsigned: 'It is not signed.',
  saml_signature: 'Its signature is not valid, or was not made with one of the saved certificates.',
  saml_algorithm: 'It is signed with an outdated or unknown algorithm. RSA with SHA-256 is needed.',
  saml_time: 'It has expired, or the clock of the provider is wrong.',
  saml_recipient: 'It is for another service: its destination is not the sign-out URL of this connection.',
  wrong_issuer: 'It is from another provider.',
  saml_used: 'It came before.',
}

/** Of a message of the provider. Nothing has changed. */
export function refusedPage(nonce: string, { reason }: Pick<ProviderProblem, 'reason'>): Response {
  const why = reasons[reason] ?? 'It does not conform to SAML 2.0.'
  const content = `<p>The message of the identity provider was rejected, and nothing has changed. ${why}</p>
<p>To sign out here, open <a href="/account">your account</a>.</p>`
  return page(nonce, { title: 'We couldn’t sign you out', content, status: 400 })
}

export function tooManyPage(nonce: string): Response {
  const content = '<p>There were too many attempts from your network. Try again in a few minutes.</p>'
  return page(nonce, { title: 'Too many attempts', content, status: 429 })
}

export function unknownPage(nonce: string): Response {
  return page(nonce, { title: 'Not found', content: '<p>There is no such connection.</p>', status: 404 })
}

interface Page {
  title: string
  content: string
  status?: number
}

function page(nonce: string, { title, content, status = 200 }: Page): Response {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }
  return new Response(pageHtml(nonce, title, content), { status, headers })
}
