import account from "./account.json";
import app from "./app.json";
import approvals from "./approvals.json";
import audit from "./audit.json";
import campaign from "./campaign.json";
import campaigns from "./campaigns.json";
import channel from "./channel.json";
import channels from "./channels.json";
import connection from "./connection.json";
import contacts from "./contacts.json";
import costs from "./costs.json";
import decisions from "./decisions.json";
import dialog from "./dialog.json";
import fields from "./fields.json";
import forecast from "./forecast.json";
import history from "./history.json";
import home from "./home.json";
import hours from "./hours.json";
import house from "./house.json";
import imports from "./imports.json";
import keys from "./keys.json";
import kinds from "./kinds.json";
import law from "./law.json";
import looks from "./looks.json";
import menu from "./menu.json";
import notices from "./notices.json";
import people from "./people.json";
import person from "./person.json";
import policy from "./policy.json";
import prices from "./prices.json";
import reach from "./reach.json";
import recipients from "./recipients.json";
import report from "./report.json";
import retention from "./retention.json";
import review from "./review.json";
import roles from "./roles.json";
import rooms from "./rooms.json";
import safety from "./safety.json";
import scopes from "./scopes.json";
import search from "./search.json";
import senders from "./senders.json";
import settings from "./settings.json";
import courses from "./courses.json";
import shortcuts from "./shortcuts.json";
import signIn from "./sign-in.json";
import state from "./state.json";
import status from "./status.json";
import suppressions from "./suppressions.json";
import templates from "./templates.json";
import toast from "./toast.json";
import who from "./who.json";
import wizard from "./wizard.json";
import wordings from "./wordings.json";
import wrong from "./wrong.json";

/** Every text of one language, in a file for each room. */
export default {
  app,
  rooms,
  connection,
  search,
  menu,
  looks,
  signIn,
  account,
  campaigns,
  campaign,
  approvals,
  costs,
  fields,
  forecast,
  history,
  reach,
  recipients,
  report,
  review,
  who,
  wizard,
  status,
  state,
  channel,
  templates,
  courses,
  contacts,
  decisions,
  dialog,
  channels,
  keys,
  people,
  roles,
  scopes,
  senders,
  settings,
  person,
  suppressions,
  kinds,
  law,
  notices,
  policy,
  safety,
  hours,
  house,
  retention,
  home,
  audit,
  prices,
  wordings,
  imports,
  shortcuts,
  toast,
  wrong,
};
