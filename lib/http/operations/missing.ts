import type { Permission } from '@/lib/access'
import { notFound } from '@/lib/errors'
import { tenantRoute } from '../api'
import { notFoundProblem } from '../api-answer'
import { assertAccess } from '../assert-access'
import { type ApiProblem, notFoundOf } from '../auth0/problem'
import type { Placed } from '../operation'

interface Missing {
  path: string
  absent: () => ApiProblem
}

const page: Missing = {
  path: '/branding/templates/universal-login',
  absent: notFoundOf('The template does not exist.', 'inexistent_templates_universal_login'),
}
const noTemplate = notFoundOf('The template does not exist.', 'inexistent_email_template')
const templates: Missing = { path: '/email-templates', absent: noTemplate }
const template: Missing = { path: '/email-templates/{templateName}', absent: noTemplate }
const grant: Missing = {
  path: '/grants/{id}',
  absent: notFoundOf('The grant does not exist.', 'inexistent_grant'),
}
const usersExports: Missing = { path: '/jobs/users-exports', absent: notFoundProblem }
const usersImports: Missing = { path: '/jobs/users-imports', absent: notFoundProblem }

/** What Auth0 has and Foyer does not. */
export const missingOperations: readonly Placed[] = [
  missing(page, { method: 'GET', title: 'Get the page template', any: ['read:branding'] }),
  missing(page, { method: 'PUT', title: 'Set the page template', any: ['update:branding'] }),
  missing(page, { method: 'DELETE', title: 'Delete the page template', any: ['delete:branding'] }),
  missing(templates, { method: 'POST', title: 'Create an email template', any: ['create:email_templates'] }),
  missing(template, { method: 'GET', title: 'Get an email template', any: ['read:email_templates'] }),
  missing(template, { method: 'PUT', title: 'Set an email template', any: ['update:email_templates'] }),
  missing(template, { method: 'PATCH', title: 'Change an email template', any: ['update:email_templates'] }),
  missing(grant, { method: 'DELETE', title: 'Delete a user’s grant', any: ['delete:grants'] }),
  missing(usersExports, { method: 'POST', title: 'Export users', any: ['read:users'] }),
  missing(usersImports, { method: 'POST', title: 'Import users', any: ['create:users'] }),
]

/** Checks token and scope, then answers as Auth0 does where nothing is configured. */
function missing<P extends Permission>(
  { path, absent }: Missing,
  { method, title, any }: { method: string; title: string; any: readonly [P, ...P[]] },
): Placed {
  const handler = tenantRoute({
    title,
    any,
    absent,
    isMissing: true,
    run: async (access) => {
      await assertAccess(access, null)
      throw notFound()
    },
  })
  return { method, path, handler, operation: handler.operation }
}
