import type { Metadata } from 'next'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import { touchArea } from '@/components/ui/touch-area'
import { Time } from '@/components/ui/time'
import { may } from '@/lib/access'
import { listApis } from '@/lib/domain/apis/queries'
import type { Api } from '@/lib/domain/apis/read-api'
import { readNumberedPage } from '@/lib/domain/numbered-page'
import { pageIn } from '@/lib/http/page-number'
import { pagesOf, type RawQuery } from '@/lib/http/page-query'
import { consolePage } from '@/lib/http/person'
import { NumberedPages } from '../../numbered-pages'
import { apisPath, apiPath } from './paths'

export const metadata: Metadata = { title: 'APIs' }

export default async function ApisPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const { operator, tenantActor } = await consolePage('read:resource_servers')
  const page = await pageIn(searchParams)
  const found = await readNumberedPage((window) => listApis(operator, window), page)
  return (
    <>
      <PageHeader
        title="APIs"
        text="What access tokens are for, and the permissions that roles and applications can have."
        action={
          may(tenantActor, 'create:resource_servers') && (
            <LinkButton href={`${apisPath}/new`} variant="primary">
              Create API
            </LinkButton>
          )
        }
      />
      <ApisTable apis={found.rows} />
      <div className="mt-4">
        <NumberedPages found={found} pathAt={pagesOf(apisPath)} />
      </div>
    </>
  )
}

function ApisTable({ apis }: { apis: readonly Api[] }) {
  const now = new Date()
  return (
    <Table caption="APIs">
      <TableHead>
        <Column>Name</Column>
        <Column>Permissions</Column>
        <Column>Token lifetime</Column>
        <Column>Created</Column>
      </TableHead>
      <TableBody>
        {apis.map(({ id, name, identifier, isPortal, permissions, tokenLifetime, createdAt }) => (
          <TableRow key={id}>
            <Cell narrow="first" className="wide:py-2">
              <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <TextLink href={apiPath(id)} className={`wrap-anywhere ${touchArea}`}>
                  {name}
                </TextLink>
                {isPortal && <Badge>Built in</Badge>}
              </span>
              <span className="block font-mono text-sm break-all text-muted-foreground">{identifier}</span>
            </Cell>
            <Cell className="tabular-nums">
              {permissions.length}
              <span className="wide:hidden">{permissions.length === 1 ? ' permission' : ' permissions'}</span>
            </Cell>
            <Cell narrow="hide" className="tabular-nums">
              {tokenLifetime} s
            </Cell>
            <Cell className="tabular-nums">
              <span className="wide:hidden">Created </span>
              <Time value={createdAt} now={now} />
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
