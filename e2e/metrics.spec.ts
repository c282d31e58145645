import { expect, test } from '@playwright/test'
import { send } from '../test/released-requests.ts'
import { readSignInForm, submission } from '../test/sign-in-form.ts'
import { fillSignUp, mailTo, newAddress } from './support'

const url = `http://127.0.0.1:${process.env['METRICS_PORT']}/metrics`

async function scrape(): Promise<string> {
  const answer = await fetch(url)
  expect(answer.headers.get('content-type')).toContain('text/plain')
  return answer.text()
}

/** The value of a series, with its labels as Prometheus writes them. */
function valueOf(text: string, series: string): number {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `))
  return Number(line?.slice(series.length) ?? 0)
}

const signIns = 'foyer_sign_ins_total{outcome='
const signInForms = 'foyer_http_request_duration_seconds_count{method="POST",route="/sign-in",status="3xx"}'
const kept = 'foyer_emails_total{outcome="sent"}'

test('requests, sign-ins and emails are counted, at a port of its own, without ids', async ({
  page,
  baseURL,
}) => {
  const before = await scrape()
  const email = newAddress('metrics')
  await fillSignUp(page, email)
  await mailTo(page, email)
  const { port } = new URL(baseURL ?? '')
  const form = await readSignInForm(Number(port))
  for (const secret of ['not the password', undefined]) {
    const typed = { email: 'vic@acme.test', ...(secret === undefined ? {} : { secret }) }
    await send({ ...submission(form, typed), port: Number(port) })
  }
  await expect
    .poll(async () => {
      const now = await scrape()
      const grown = (series: string) => valueOf(now, series) > valueOf(before, series)
      return [`${signIns}"succeeded"}`, `${signIns}"failed"}`, signInForms, kept].filter(
        (series) => !grown(series),
      )
    })
    .toEqual([])
  const text = await scrape()
  expect(valueOf(text, 'foyer_queue_requests{lane="pages",state="waiting"}')).toBe(0)
  for (const series of [
    'foyer_queue_refused_total{lane="anonymous"} ',
    'foyer_database_connections{pool="requests",state="idle"} ',
    'foyer_jobs{queue="mail",state="ready"} ',
    'nodejs_eventloop_lag_p99_seconds ',
    'process_resident_memory_bytes ',
  ])
    expect(text).toContain(series)
  expect(text).not.toMatch(/acme|@|lumen|org_|usr_/)
  expect((await fetch(new URL('/', url))).status).toBe(404)
  expect((await fetch(url, { method: 'POST' })).status).toBe(405)
})
