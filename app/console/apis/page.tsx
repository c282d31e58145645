import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { may } from '@/lib/access'
import { listApis } from '@/lib/domain/apis/list-apis'
import { readNumberedPage } from '@/lib/domain/numbered-page'
import { consolePage } from '@/lib/http/person'
import type { RawQuery } from '@/lib/http/page-query'
import { searchOf, searchPath } from '../list-query'
import { NumberedPages } from '../numbered-pages'
import { ApisTable } from './apis-table'
import { apisPath } from './paths'

export const metadata: Metadata = { title: 'APIs' }

const size = 25

export default async function ApisPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const { operator, tenantActor } = await consolePage('read:resource_servers')
  const { page } = searchOf(await searchParams)
  const found = await readNumberedPage((window) => listApis(operator, window), { page, size })
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
        <NumberedPages
          found={found}
          size={size}
          pathAt={(to) => searchPath(apisPath, { query: undefined, page: to })}
        />
      </div>
    </>
  )
}
