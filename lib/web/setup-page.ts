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
  {
    name: 'password',
    label: 'Password',
    type: 'password',
    autocomplete: 'new-password',
    help: 'At least ten characters.',
  },
]

const byEmail =
  'At least ten characters. Leave it empty to sign in by email and add a passkey to your account.'

const codeField: SetupField = {
  name: 'code',
  label: 'Setup code',
  help: 'The terminal where Foyer runs shows it.',
}

interface SetupPage {
  values: Readonly<Record<string, string>>
  /** By field. */
  problems: Readonly<Record<string, string>>
  isPasswordOptional: boolean
}

/** Passwords are typed again. */
export function setupHtml(nonce: string, { values, problems, isPasswordOptional }: SetupPage): string {
  const isCodeHidden = Boolean(values['code']) && problems['code'] === undefined
  const code = isCodeHidden
    ? `<input type="hidden" name="code" value="${escaped(values['code'] ?? '')}">`
    : fieldHtml(codeField, values, problems)
  return pageHtml(
    nonce,
    'Set up your portal',
    `<style nonce="${escaped(nonce)}">${styles}</style>
<p>This page works once, on this machine. You become the first operator.</p>
<form method="post" action="/setup">${code}
${fields.map((field) => fieldHtml(isPasswordOptional ? withHelp(field) : field, values, problems)).join('\n')}
<button>Create portal</button></form>`,
  )
}

function withHelp(field: SetupField): SetupField {
  return field.name === 'password' ? { ...field, help: byEmail } : field
}

function fieldHtml(
  { name, label, help, type = 'text', autocomplete = 'off' }: SetupField,
  values: Readonly<Record<string, string>>,
  problems: Readonly<Record<string, string>>,
): string {
  const problem = problems[name]
  const note = problem ?? help
  const value = type === 'password' ? '' : ` value="${escaped(values[name] ?? '')}"`
  const described = note === undefined ? '' : ` aria-describedby="${name}-note"`
  return `<label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}"${value}${described}${problem ? ' aria-invalid="true"' : ''}>
${note === undefined ? '' : `<span id="${name}-note"${problem ? ' class="problem"' : ''}>${escaped(note)}</span>`}`
}

const styles = `form{display:grid;margin-top:1.25rem}
label{margin-top:1rem;font-weight:500}
input{box-sizing:border-box;width:100%;height:36px;margin-top:6px;padding:0 .75rem;font:inherit;color:inherit;background:transparent;border:1px solid light-dark(oklch(.645 .012 260),oklch(.53 .012 260));border-radius:8px}
input[aria-invalid]{border-color:light-dark(oklch(.53 .19 27),oklch(.72 .16 25))}
span{margin-top:4px;font-size:13px;color:light-dark(oklch(.5 .014 260),oklch(.72 .012 260))}
.problem{color:light-dark(oklch(.53 .19 27),oklch(.72 .16 25))}
button{height:36px;margin-top:1.5rem;font:inherit;font-weight:500;color:light-dark(oklch(.99 0 0),oklch(.17 .02 264));background:light-dark(oklch(.5 .17 264),oklch(.74 .13 264));border:0;border-radius:8px}
input:focus-visible,button:focus-visible{outline:2px solid light-dark(oklch(.58 .17 264),oklch(.68 .15 264));outline-offset:2px}
@media(max-width:39.99rem){input,button{height:44px}span{font-size:14px}}`
