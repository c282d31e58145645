import { accepted, firstBroken, refused, type Parsed } from '../text/parsed'

/** An API’s audience, as it stands in tokens: any text without spaces, most often a URL. It never changes. */
export function parseIdentifier(text: string): Parsed<string> {
  const problem = firstBroken(rules, text)
  return problem === undefined ? accepted(text) : refused(`Identifier ${problem}`)
}

const rules = [
  { breaks: (text: string) => text === '', sentence: 'cannot be empty.' },
  {
    breaks: (text: string) => /[\s\p{C}]/u.test(text),
    sentence: 'cannot contain spaces or hidden characters.',
  },
  { breaks: (text: string) => Array.from(text).length > 600, sentence: 'can have at most 600 characters.' },
]
