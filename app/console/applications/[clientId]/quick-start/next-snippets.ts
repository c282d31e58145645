import {
  audienceProperty,
  originOf,
  secretLine,
  startCommand,
  type GuideValues,
  type Snippet,
} from './guide-values'

const newProject = `npm init -y
npm pkg set type=module`

const layout: Snippet = {
  title: 'app/layout.jsx',
  code: `export default function Layout({ children }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  )
}`,
}

/** Without values of the application. */
const nextAuthFiles: Snippet[] = [
  {
    title: 'app/api/auth/[...nextauth]/route.js',
    code: `import NextAuth from 'next-auth'
import { authOptions } from '../../../../auth.js'

const handler = NextAuth(authOptions)

export { handler as GET, handler as POST }`,
  },
  layout,
  {
    title: 'app/page.jsx',
    code: `import { getServerSession } from 'next-auth'
import { authOptions } from '../auth.js'
import { SignIn } from './sign-in.jsx'

export default async function Page() {
  const session = await getServerSession(authOptions)
  return (
    <main>
      <h1>{session ? \`Signed in as \${session.user.email}\` : 'Not signed in'}</h1>
      {session && <p>Organization: {session.org_id ?? 'none'}</p>}
      <SignIn />
    </main>
  )
}`,
  },
  {
    title: 'app/sign-in.jsx',
    code: `'use client'

import { signIn } from 'next-auth/react'

export function SignIn() {
  const switchOrganization = (form) =>
    signIn('auth0', { callbackUrl: '/' }, { organization: form.get('organization') })
  return (
    <>
      <button onClick={() => signIn('auth0', { callbackUrl: '/' })}>Sign in</button>
      <form action={switchOrganization}>
        <label>
          Organization ID <input name="organization" required />
        </label>
        <button>Switch organization</button>
      </form>
    </>
  )
}`,
  },
]

const nextjsAuth0Files: Snippet[] = [
  {
    title: 'proxy.js',
    code: `import { auth0 } from './lib/auth0.js'

export function proxy(request) {
  return auth0.middleware(request)
}

export const config = {
  matcher: ['/((?!_next/static|_next/image|favicon.ico).*)'],
}`,
  },
  layout,
  {
    title: 'app/page.jsx',
    code: `import { auth0 } from '../lib/auth0.js'

export default async function Page() {
  const session = await auth0.getSession()
  return (
    <main>
      <h1>{session ? \`Signed in as \${session.user.email}\` : 'Not signed in'}</h1>
      {session && <p>Organization: {session.user.org_id ?? 'none'}</p>}
      <form action="/auth/login">
        <button>Sign in</button>
      </form>
      <form action="/auth/login">
        <label>
          Organization ID <input name="organization" required />
        </label>
        <button>Switch organization</button>
      </form>
    </main>
  )
}`,
  },
]

/** next-auth 4 with its own Auth0 provider. */
export function nextAuthSnippets(values: GuideValues): Snippet[] {
  const secret = secretLine(values, 'AUTH0_CLIENT_SECRET')
  const secretOption = secret && '\n      clientSecret: process.env.AUTH0_CLIENT_SECRET,'
  return [
    { title: 'Install', code: `${newProject}\nnpm install next@16 react@19 react-dom@19 next-auth@4` },
    {
      title: '.env.local',
      code: `NEXTAUTH_URL=${originOf(values)}
NEXTAUTH_SECRET=${values.cookieSecret}
AUTH0_ISSUER=${values.tenantUrl}
AUTH0_CLIENT_ID=${values.clientId}${secret}`,
    },
    {
      title: 'auth.js',
      code: `import Auth0Provider from 'next-auth/providers/auth0'

export const authOptions = {
  providers: [
    Auth0Provider({
      issuer: process.env.AUTH0_ISSUER,
      clientId: process.env.AUTH0_CLIENT_ID,${secretOption}
      client: { token_endpoint_auth_method: '${values.method}' },
      authorization: {
        params: {
          scope: '${values.scope}',${audienceProperty(values, '\n          ')}
        },
      },
    }),
  ],
  callbacks: {
    jwt: ({ token, profile }) => (profile ? { ...token, org_id: profile.org_id } : token),
    session: ({ session, token }) => ({ ...session, org_id: token.org_id }),
  },
}`,
    },
    ...nextAuthFiles,
    { title: 'Start', code: startCommand('npx next dev', values) },
  ]
}

/** @auth0/nextjs-auth0 4. It authenticates with client_secret_post. */
export function nextjsAuth0Snippets(values: GuideValues): Snippet[] {
  const isInsecure = values.tenantUrl.startsWith('http:')
  const insecure = isInsecure ? '\n  // Only while Foyer is at http://\n  allowInsecureRequests: true,' : ''
  return [
    {
      title: 'Install',
      code: `${newProject}\nnpm install next@16 react@19 react-dom@19 @auth0/nextjs-auth0@4`,
    },
    {
      title: '.env.local',
      code: `APP_BASE_URL=${originOf(values)}
AUTH0_SECRET=${values.cookieSecret}
AUTH0_DOMAIN=${values.tenantUrl}
AUTH0_CLIENT_ID=${values.clientId}
AUTH0_CLIENT_SECRET=YOUR_CLIENT_SECRET`,
    },
    {
      title: 'lib/auth0.js',
      code: `import { Auth0Client } from '@auth0/nextjs-auth0/server'

export const auth0 = new Auth0Client({${insecure}
  authorizationParameters: {
    scope: '${values.scope}',${audienceProperty(values, '\n    ')}
  },
})`,
    },
    ...nextjsAuth0Files,
    { title: 'Start', code: startCommand('npx next dev', values) },
  ]
}
