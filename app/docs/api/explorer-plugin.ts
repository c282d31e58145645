import type { ComponentType, createElement } from 'react'
import { resolveSubtree } from './resolve-subtree'

/** Swagger UI brings its own React. */
interface System {
  React: { createElement: typeof createElement }
  layoutSelectors: { currentFilter: () => unknown }
  specSelectors: { taggedOperations: () => { size: number } }
}
type Part = ComponentType<{ isAuthorized?: boolean; 'aria-label'?: string; placeholder?: string }>
type Wrap = (original: Part, system: System) => Part

interface Plugin {
  wrapComponents: Record<string, Wrap>
  fn: { resolveSubtree: typeof resolveSubtree }
}

export function explorerPlugin(onAuthorize: () => void): Plugin {
  return {
    fn: { resolveSubtree },
    wrapComponents: {
      authorizeBtn: authorizeButton(onAuthorize),
      operations: operationsOrNoMatch,
      curl: collapsedCurl,
      TextArea: labelledTextArea,
      // Hidden, since Swagger UI renders them inside a button.
      CopyToClipboardBtn: hidden,
      authorizeOperationBtn: hidden,
    },
  }
}

/** Opens our own dialog instead of Swagger UI’s, which sends no audience. */
function authorizeButton(onAuthorize: () => void): Wrap {
  return (_original, { React }) =>
    function AuthorizeButton({ isAuthorized = false }) {
      return React.createElement(
        'div',
        { className: 'auth-wrapper' },
        React.createElement(
          'button',
          { type: 'button', className: 'btn authorize', 'aria-haspopup': 'dialog', onClick: onAuthorize },
          isAuthorized ? 'Authorized' : 'Authorize',
        ),
      )
    }
}

function operationsOrNoMatch(Original: Part, system: System): Part {
  const { React, layoutSelectors, specSelectors } = system
  return function Operations(props) {
    const filter = layoutSelectors.currentFilter()
    if (typeof filter !== 'string' || specSelectors.taggedOperations().size > 0)
      return React.createElement(Original, props)
    return React.createElement(
      'p',
      { role: 'status' },
      `No operation has “${filter}” in its path. Clear the filter to see them all.`,
    )
  }
}

/** Swagger UI renders the field for a request body without a label. */
function labelledTextArea(Original: Part, { React }: System): Part {
  return function TextArea(props) {
    const name = props['aria-label'] ?? props.placeholder ?? 'Request body'
    return React.createElement(Original, { ...props, 'aria-label': name })
  }
}

/** Collapsed, since the command contains the whole token. */
function collapsedCurl(Original: Part, { React }: System): Part {
  return function Curl(props) {
    return React.createElement(
      'details',
      null,
      React.createElement('summary', null, 'As a curl command'),
      React.createElement(Original, props),
    )
  }
}

function hidden() {
  return () => null
}
