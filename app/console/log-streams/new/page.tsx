import type { Metadata } from 'next'
import { Form } from '@/components/form/form'
import { BackLink } from '@/components/ui/back-link'
import { PageHeader } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { env } from '@/lib/env'
import { consolePage } from '@/lib/http/person'
import type { RawQuery } from '@/lib/http/page-query'
import { one } from '../../../(front)/front-links'
import { create } from '../actions'
import { LogStreamFields } from '../log-stream-fields'

export const metadata: Metadata = { title: 'Add a log stream' }

export default async function NewLogStreamPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  await consolePage('read:log_streams', 'create:log_streams')
  const isFile = one((await searchParams)['type']) === 'file'
  return (
    <>
      <BackLink href="/console/log-streams">Log streams</BackLink>
      <PageHeader
        title="Add a log stream"
        text={
          isFile
            ? 'The log is written into a folder of the server, where your collector reads it.'
            : 'The log is sent to a URL, in batches. It gets what happens from now on.'
        }
      />
      {!isFile && env().logDir !== undefined && (
        <p className="mb-6">
          <TextLink href="/console/log-streams/new?type=file">Write files on the server instead</TextLink>
        </p>
      )}
      <Form action={create} act="create-log-stream" className="page-form">
        <LogStreamFields type={isFile ? 'file' : 'http'} />
        <SubmitButton className="self-start">Add log stream</SubmitButton>
      </Form>
    </>
  )
}
