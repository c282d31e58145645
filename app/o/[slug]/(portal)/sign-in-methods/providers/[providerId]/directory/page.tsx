import type { Metadata } from 'next'
import { ShownOnce } from '@/components/form/shown-once'
import { BackLink } from '@/components/ui/back-link'
import { PageHeader } from '@/components/ui/page-header'
import { may, type Permission } from '@/lib/access'
import { isAtLeast } from '@/lib/domain/connections/access-levels'
import { getDirectory } from '@/lib/domain/directories/get-directory'
import { makerPermissions } from '@/lib/domain/directories/directory-settings'
import { mapperPermissions } from '@/lib/domain/directories/map-directory-group'
import { organizationPage } from '@/lib/http/person'
import { findShownOnce, newDirectoryToken } from '@/lib/http/shown-once'
import { currentTenant } from '@/lib/web/tenant'
import { restriction } from '../../../kinds'
import { dismissToken } from './actions'
import { DirectoryGroups } from './directory-groups'
import { DirectoryState } from './directory-state'
import { Tokens } from './directory-tokens'
import { RequestLog } from './request-log'

export const metadata: Metadata = { title: 'Directory sync' }

interface DirectoryPageProps {
  params: Promise<{ slug: string; providerId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function DirectoryPage({ params, searchParams }: DirectoryPageProps) {
  const { slug, providerId } = await params
  const query = await searchParams
  const { access, actor } = await organizationPage(slug, 'read:organization_connections')
  const before = textOf(query['before'])
  const groupsAfter = textOf(query['groups'])
  const { directory, roles, requests, next } = await getDirectory(access, {
    connectionId: providerId,
    before,
    groupsAfter,
  })
  const { url, name: tenantName } = await currentTenant()
  const path = `/o/${slug}/sign-in-methods/providers/${providerId}`
  const isChangeable = isAtLeast(directory.accessLevel, 'limited')
  const mayAll = (needed: readonly Permission[]) =>
    isChangeable && needed.every((permission) => may(actor, permission))
  const mayChange = mayAll(['update:organization_connections'])
  const mayMake = mayAll(makerPermissions)
  const shown = mayChange ? await findShownOnce(newDirectoryToken, access.caller) : null
  const { sync } = directory
  return (
    <>
      <BackLink href={path}>{directory.name}</BackLink>
      <PageHeader
        title="Directory sync"
        text="Your directory adds and removes members by itself, and its groups give them roles (SCIM 2.0)."
      />
      {shown?.connectionId === providerId && (
        <ShownOnce noun="token" value={shown.token} dismiss={dismissToken.bind(null, slug)}>
          <p>It is shown only once. It is your directory’s secret token, bearer token or client secret.</p>
        </ShownOnce>
      )}
      <DirectoryState
        slug={slug}
        directory={directory}
        baseUrl={`${url}/scim/v2/connections/${providerId}`}
        restricted={isChangeable ? null : restriction(directory.accessLevel, tenantName)}
        mayMake={mayMake}
        mayChange={mayChange}
      />
      {sync && (
        <>
          <Tokens slug={slug} connectionId={providerId} sync={sync} mayMake={mayMake} mayChange={mayChange} />
          <DirectoryGroups
            slug={slug}
            connectionId={providerId}
            sync={sync}
            roles={mayAll(mapperPermissions) ? roles : null}
            openId={textOf(query['group'])}
            after={groupsAfter}
            path={`${path}/directory`}
          />
          <RequestLog requests={requests} next={next} before={before} path={`${path}/directory`} />
        </>
      )}
    </>
  )
}

function textOf(value: string | string[] | undefined): string | null {
  return typeof value === 'string' && /^[\w-]{1,64}$/.test(value) ? value : null
}
