// What scripts add to pages that work without them.

import { Button, ErrorSummary, NotificationBanner, ServiceNavigation, SkipLink, Tabs } from "govuk-frontend";
import { filterTables } from "./_filter.js";
import { guardForms } from "./_guard.js";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");

for (const [Component, options] of [
  [Button, { preventDoubleClick: true }],
  [ErrorSummary],
  [NotificationBanner],
  [ServiceNavigation],
  [SkipLink],
  [Tabs],
]) {
  for (const element of document.querySelectorAll(`[data-module="${Component.moduleName}"]`)) {
    try {
      new Component(element, options);
    } catch (error) {
      // The page works without it.
      console.warn(error);
    }
  }
}

filterTables();
guardForms();
