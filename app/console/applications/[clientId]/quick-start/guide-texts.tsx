import type { ReactNode } from 'react'
import { apiSnippets, machineSnippets } from './api-snippets'
import { nativeSnippets, spaSnippets } from './browser-snippets'
import { expressSnippets } from './express-snippets'
import type { FrameworkId } from './frameworks'
import { originOf, type GuideValues, type Snippet } from './guide-values'
import { nextAuthSnippets, nextjsAuth0Snippets } from './next-snippets'

export interface GuideText {
  title: string
  text: ReactNode
  /** How its code asks for another organization. */
  switching: string
  snippets: Snippet[]
}

const secret = 'Put your client secret in place of YOUR_CLIENT_SECRET.'

/** What the page of a quick start says and shows. */
export function guideText(framework: FrameworkId, values: GuideValues): GuideText {
  return texts[framework](values)
}

/** The API that takes the tokens, for each type of application. */
export function apiText(values: GuideValues): Omit<GuideText, 'switching'> {
  return {
    title: 'Verify tokens in your API',
    text: 'An API with express-oauth2-jwt-bearer, in another empty folder. It takes the organization from the token: a path that names another organization is refused.',
    snippets: apiSnippets(values),
  }
}

const texts: Record<FrameworkId, (values: GuideValues) => GuideText> = {
  'next-auth': (values) => ({
    title: 'Next.js with next-auth',
    text: onServer(values, `${originOf(values)}/`),
    switching: 'signIn() of next-auth sends the organization as its third argument.',
    snippets: nextAuthSnippets(values),
  }),
  'nextjs-auth0': (values) => ({
    title: 'Next.js with @auth0/nextjs-auth0',
    text: onServer(values, `${originOf(values)}/`),
    switching: '/auth/login passes the organization on from its own query.',
    snippets: nextjsAuth0Snippets(values),
  }),
  express: (values) => ({
    title: 'Express with express-openid-connect',
    text: onServer(values, `${originOf(values)}/`),
    switching: 'response.oidc.login() sends the organization among its authorizationParams.',
    snippets: expressSnippets(values),
  }),
  spa: (values) => ({
    title: 'Single-page application',
    text: (
      <>
        In an empty folder. Once it has started, open <Url url={values.redirectUri} />.
        client.getTokenSilently() gives it an access token, and renews it when it has expired.
      </>
    ),
    switching: 'client.loginWithRedirect() sends the organization among its authorizationParams.',
    snippets: spaSnippets(values),
  }),
  native: (values) => ({
    title: 'Native application',
    text: 'In an empty folder. A command line that signs people in with their browser: open the URL that it prints. On a phone, AppAuth takes the same values.',
    switching: 'The command line sends the organization that it is given.',
    snippets: nativeSnippets(values),
  }),
  machine: (values) => ({
    title: 'Get a token',
    text: `In an empty folder, with Node.js or curl. ${values.method.startsWith('client_secret') ? secret : ''}`,
    switching:
      'The request names the organization. Under API access, the API has to allow tokens for organizations.',
    snippets: machineSnippets(values),
  }),
}

function onServer({ method }: GuideValues, url: string): ReactNode {
  return (
    <>
      In an empty folder, or in your application without the lines npm init and npm pkg.{' '}
      {method.startsWith('client_secret') && `${secret} `}Once it has started, open <Url url={url} />.
    </>
  )
}

function Url({ url }: { url: string }) {
  return <span className="font-mono text-sm wrap-anywhere">{url}</span>
}
