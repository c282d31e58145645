import type { Page } from '@playwright/test'
import type { Api, Held } from '../test/permission-model'

const apis: Readonly<Record<string, Api>> = { 'Management API': 'portal', 'Lumen API': 'documents' }

interface Shown {
  /** The pages of the organization’s menu, in its order. */
  menu: string[]
  held: Held
}

/** What a page shows of a person’s permissions: its menu, and its explanation. Takes any browser page as a parser. */
export async function readPage(parser: Page, html: string): Promise<Shown> {
  const { menu, explained } = await parser.evaluate(parse, html)
  const held = explained.map(({ label, name, sources }) => [`${apiOf(label)} ${name}`, sources] as const)
  return { menu: [...new Set(menu)], held: new Map(held) }
}

function apiOf(label: string): string {
  const name = label.replace(/^Permissions on /, '')
  return apis[name] ?? name
}

/** Runs in the browser. */
function parse(html: string) {
  const page = new DOMParser().parseFromString(html, 'text/html')
  const links = page.querySelectorAll<HTMLAnchorElement>('nav[aria-label="Organization"] a')
  const items = page.querySelectorAll('ul[aria-label^="Permissions on "] > li')
  return {
    menu: [...links].map((link) => link.getAttribute('href')?.split('/').at(-1) ?? ''),
    explained: [...items].map((item) => ({
      label: item.parentElement?.getAttribute('aria-label') ?? '',
      name: item.querySelector('code')?.textContent ?? '',
      sources: item.lastElementChild?.textContent ?? '',
    })),
  }
}
