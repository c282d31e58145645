import { expect, it } from 'vitest'
import { letterIcon } from './icon'

it.each([
  ['Acme', 'A'],
  ['ångström', 'Å'],
  ['<script>', 'S'],
  ['  "&7', '7'],
  ['!?', '•'],
])('draws one letter of %s, never markup', (name, letter) => {
  expect(letterIcon(name, '#f5d90a')).toMatch(new RegExp(`fill="#000000">${letter}</text></svg>$`))
})
