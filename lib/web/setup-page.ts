import { escaped, pageHtml } from './plain-page'

interface SetupField {
  name: string
  label: string
  help?: string
  type?: 'text' | 'url' | 'email' | 'password'
  autocomplete?: string
}

const fields: readonly SetupField[] = [
  { name: 'name', label: 'Product name', help: 'What your customers read, such as on the sign-in page.' },
  { name: 'url', label: 'URL', type: 'url', help: 'Where people will open it. It must lead to this server.' },
  { name: 'operator', label: 'Your name', autocomplete: 'name' },
  { name: 'email', label: 'Email', type: 'email', autocomplete: 'email' },
]

const passwordField: SetupField = {
  name: 'password',
  label: 'Password',
  type: 'password',
  autocomplete: 'new-password',
  help: 'At least ten characters. You can add a passkey in your account.',
}

const passwordHelpWithEmail = 'At least ten characters. Leave it empty to sign in by email.'

const passkeyNote =
  'You create it next, at your portal’s URL. If you don’t, ask for a sign-in link by email on the sign-in page.'

const codeField: SetupField = {
  name: 'code',
  label: 'Setup code',
  help: 'The terminal where Foyer runs shows it.',
}

type ByField = Readonly<Record<string, string>>

interface SetupPage {
  values: ByField
  problems: ByField
  /** If false, no sign-in email can be read, so a password is the only sign-in method. */
  isEmailSent: boolean
}

/** Passwords are not filled in again after an error. */
export function setupHtml(nonce: string, { values, problems, isEmailSent }: SetupPage): string {
  const isCodeHidden = Boolean(values['code']) && problems['code'] === undefined
  const code = isCodeHidden
    ? `<input type="hidden" name="code" value="${escaped(values['code'] ?? '')}">`
    : fieldHtml(codeField, values, problems)
  const { sign_in: choice, ...others } = problems
  const onlyPassword = choice === undefined ? others : { ...others, password: choice }
  return pageHtml(
    nonce,
    'Set up your portal',
    `<style nonce="${escaped(nonce)}">${styles}</style>
<p>This page works once, on this machine. You become the first operator.</p>
<form method="post" action="/setup">${code}
${fields.map((field) => fieldHtml(field, values, problems)).join('\n')}
${isEmailSent ? choiceHtml(values, problems) : fieldHtml(passwordField, values, onlyPassword)}
<button>Create portal</button></form>`,
  )
}

/** The password’s field is hidden once a passkey is chosen. */
function choiceHtml(values: ByField, problems: ByField): string {
  const isPasskey = values['sign_in'] === 'passkey'
  return `<div class="with-password">${fieldHtml({ ...passwordField, help: passwordHelpWithEmail }, values, problems)}</div>
<label class="choice"><input type="checkbox" name="sign_in" value="passkey" aria-describedby="sign_in-note"${isPasskey ? ' checked' : ''}>Sign in with a passkey instead</label>
<span id="sign_in-note">${passkeyNote}</span>`
}

function fieldHtml(
  { name, label, help, type = 'text', autocomplete = 'off' }: SetupField,
  values: ByField,
  problems: ByField,
): string {
  const problem = problems[name]
  const note = problem ?? help
  const value = type === 'password' ? '' : ` value="${escaped(values[name] ?? '')}"`
  const described = note === undefined ? '' : ` aria-describedby="${name}-note"`
  return `<label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}"${value}${described}${problem ? ' aria-invalid="true"' : ''}>
${note === undefined ? '' : `<span id="${name}-note"${problem ? ' class="problem"' : ''}>${escaped(note)}</span>`}`
}

const styles = `form,form>div{display:grid}
form{margin-top:1.25rem}
form:has([name=sign_in]:checked) .with-password{display:none}
label{margin-top:1rem;font-weight:500}
input{box-sizing:border-box;width:100%;height:36px;margin-top:6px;padding:0 .75rem;font:inherit;color:inherit;background:transparent;border:1px solid light-dark(oklch(.645 .012 260),oklch(.53 .012 260));border-radius:8px}
label.choice{display:flex;align-items:center;gap:8px;min-height:28px}
label.choice input{width:16px;height:16px;margin:0;accent-color:light-dark(oklch(.5 .17 264),oklch(.74 .13 264))}
input[aria-invalid]{border-color:light-dark(oklch(.53 .19 27),oklch(.72 .16 25))}
span{margin-top:4px;font-size:13px;color:light-dark(oklch(.5 .014 260),oklch(.72 .012 260))}
.problem{color:light-dark(oklch(.53 .19 27),oklch(.72 .16 25))}
button{height:36px;margin-top:1.5rem;font:inherit;font-weight:500;color:light-dark(oklch(.99 0 0),oklch(.17 .02 264));background:light-dark(oklch(.5 .17 264),oklch(.74 .13 264));border:0;border-radius:8px}
input:focus-visible,button:focus-visible{outline:2px solid light-dark(oklch(.58 .17 264),oklch(.68 .15 264));outline-offset:2px}
@media(max-width:39.99rem){input,button,label.choice{height:44px}span{font-size:14px}}`
