import { displayName, shortDescription } from './display-name'
import { asParsed, type Parsed } from './parsed'

export function parseName(text: string, options: { label: string; max: number }): Parsed<string> {
  return asParsed(displayName(options), text)
}

export function parseDescription(text: string): Parsed<string> {
  return asParsed(shortDescription, text)
}
