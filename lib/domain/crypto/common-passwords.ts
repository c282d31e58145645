import { fold } from '@/lib/domain/text/fold'

/** A common word with digits and signs around it is still common. Fewer characters than these are not taken for a word. */
const fewestLetters = 5
const aroundIt = { before: /^\P{L}{1,6}/u, after: /\P{L}{1,6}$/u }

/** What the library’s list, of words that people add something to, does not have. */
const others = `
  0123456789 0987654321 1231231234 2wsx3edc4rfv 5201314520 9876543210 abc1234567 abcdef1234 abcdefghij abcdefghijk asdf123456
  asdfghjkl; correcthorsebatterystaple footballer iloveyou2u iloveyouso p@ssword123 pass123456 qwer123456 qwer1234qwer
  qwertzuiop snowboarding test123456 thisismypassword user123456 zaq1zaq1zaq1 zxcvbnm,./ zxcvbnmasdfghjkl
`

let loading: Promise<ReadonlySet<string>> | undefined

/** Also with up to six digits or signs before and after it, and several times in a row. */
export async function isCommonPassword(password: string): Promise<boolean> {
  const common = await (loading ??= loadCommonPasswords())
  return variantsOf(fold(password)).some((text) => common.has(text) || common.has(repeatedIn(text)))
}

/** Some 5 MB: only in processes in which someone chooses a password. */
async function loadCommonPasswords(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return new Set([...dictionary['passwords-common'].map(String), ...others.trim().split(/\s+/)])
}

function variantsOf(text: string): string[] {
  const withoutEnd = text.replace(aroundIt.after, '')
  const words = [withoutEnd, text.replace(aroundIt.before, ''), withoutEnd.replace(aroundIt.before, '')]
  return [text, ...words.filter((word) => word.length >= fewestLetters)]
}

/** What `text` repeats, or all of it. */
function repeatedIn(text: string): string {
  return text.slice(0, (text + text).indexOf(text, 1))
}
