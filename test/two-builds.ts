import { chromium, type Browser, type Page } from '@playwright/test'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { findBrowser } from '../bin/browser.mjs'
import { buildIfStale } from '../bin/build.mjs'
import { copySources } from './copy-sources.ts'
import { startSplitter } from './splitter.ts'
import { startTwoProcesses } from './two-processes.ts'

/**
 * Builds the sources once more in another folder, and sends forms of pages of one build to the other, with and without
 * JavaScript; then the same with a build of other sources. Prints rows of JSON: {"name","figure","goal","ok"}.
 */
const root = join(import.meta.dirname, '..')
const updated = 'Foyer was updated. Check, and press'

const copy = copySources(root)
try {
  await buildIfStale()
  await build(copy)
  const [ours, theirs] = [listBuilt(root), listBuilt(copy)]
  const different = [...ours.symmetricDifference(theirs)]
  report('two builds: names that differ', different.length, 0)
  await compareForms('two builds: forms that were accepted', 'posts', async (page) => {
    await page.waitForURL(/\/o\/[^/]+\/home$/)
  })
  appendFileSync(join(copy, 'app/page.tsx'), '\n// Other sources.\n')
  await build(copy)
  await compareForms('two versions: forms that came back filled', 'pages', async (page, slug) => {
    await page.getByText(updated).waitFor()
    const value = await page.getByRole('textbox', { name: 'Slug' }).inputValue()
    if (value !== slug) throw new Error(`The slug was ${slug} and is ${value}.`)
  })
} finally {
  rmSync(copy, { recursive: true })
}
process.exit()

function report(name: string, figure: number, goal: number): void {
  console.log(JSON.stringify({ name, figure, goal, ok: figure === goal }))
}

async function build(folder: string): Promise<void> {
  const code = `import(${JSON.stringify(join(folder, 'bin/build.mjs'))}).then(({ buildIfStale }) => buildIfStale())`
  const child = spawn(process.execPath, ['-e', code], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
  const [status] = (await once(child, 'exit')) as [number | null]
  if (status !== 0) throw new Error(`The build in ${folder} failed.`)
}

/** What a page of one build needs of the other. */
function listBuilt(folder: string): Set<string> {
  const read = (file: string) => readFileSync(join(folder, '.next', file), 'utf8')
  const { node } = JSON.parse(read('server/server-reference-manifest.json')) as { node: object }
  const files = readdirSync(join(folder, '.next/static'), { recursive: true, encoding: 'utf8' })
  return new Set([read('BUILD_ID'), ...Object.keys(node), ...files])
}

/** Pages come from the build in the other folder; what they send goes to this one. */
async function compareForms(
  name: string,
  filesFrom: 'pages' | 'posts',
  expectAnswer: Answered,
): Promise<void> {
  const product = await startTwoProcesses({ folders: [root, copy] })
  const [posts, pages] = product.ports
  const splitter = await startSplitter({ pages, posts, files: filesFrom === 'pages' ? pages : posts })
  const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox'] })
  try {
    let accepted = 0
    for (const javaScriptEnabled of [true, false]) {
      const isAccepted = await sendForm(browser, { splitter, javaScriptEnabled }, expectAnswer)
      if (isAccepted) accepted += 1
    }
    report(name, accepted, 2)
  } finally {
    await browser.close()
    await splitter.stop()
    await product.stop()
  }
}

type Answered = (page: Page, slug: string) => Promise<void>

interface Sent {
  splitter: { origin: string; isSplit: boolean }
  javaScriptEnabled: boolean
}

async function sendForm(browser: Browser, { splitter, javaScriptEnabled }: Sent, expectAnswer: Answered) {
  const context = await browser.newContext({ javaScriptEnabled, baseURL: splitter.origin })
  const page = await context.newPage()
  splitter.isSplit = false
  await page.goto('/sign-in')
  await page.getByRole('textbox', { name: 'Email' }).fill('ann@acme.test')
  await page.getByLabel('Password', { exact: true }).fill('open-the-front-door')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
  const slug = `two-builds-${javaScriptEnabled ? 'with' : 'without'}`
  splitter.isSplit = true
  await page.goto('/orgs/new')
  await page.getByRole('textbox', { name: 'Organization name' }).fill('Two Builds')
  await page.getByRole('textbox', { name: 'Slug' }).fill(slug)
  await page.getByRole('button', { name: 'Create organization' }).click()
  try {
    await expectAnswer(page, slug)
    return true
  } catch (error) {
    console.error(error)
    return false
  } finally {
    await context.close()
  }
}
