import { expect, test } from "vitest";
import type { AuditLine, Person } from "../src/api/types";
import { emptyView, isAdmin } from "../src/live/labView";
import { mostLines, older, outcomeWord, proof } from "../src/text/audit";

const line = (number: number, means = "password", from = "192.0.2.7"): AuditLine => ({ number, at: "", who: "ada", means, from, what: "AskPower", detail: "", outcome: "done" });
const reader = (role: string, noUsers = false): Person => ({ name: noUsers ? "" : "ada", role, means: "password", noUsers });

test("only who is known to be an admin is asked the audit log for", () => {
  const view = emptyView(0);
  expect(isAdmin(view)).toBe(false);
  expect(isAdmin({ ...view, person: reader("viewer") })).toBe(false);
  expect(isAdmin({ ...view, person: reader("operator") })).toBe(false);
  expect(isAdmin({ ...view, person: reader("admin", true) })).toBe(false);
  expect(isAdmin({ ...view, person: reader("admin"), asksWho: true })).toBe(false);
  expect(isAdmin({ ...view, person: reader("admin") })).toBe(true);
});

test("nothing but what was done says that it was done", () => {
  expect(outcomeWord("done")).toEqual({ text: "DONE", tone: "good" });
  expect(outcomeWord("computed only (observe)").text).toBe("COMPUTED ONLY");
  expect(outcomeWord("refused: vic is viewer").text).toBe("REFUSED");
  expect(outcomeWord("refused (409)").text).toBe("REFUSED");
  expect(outcomeWord("It failed.").text).toBe("NOT DONE");
  expect(outcomeWord("").text).toBe("NOT DONE");
  expect(outcomeWord("done and dusted").text).toBe("NOT DONE");
});

test("what is not known of a caller is left out", () => {
  expect(proof(line(1))).toBe(" by password from 192.0.2.7");
  expect(proof(line(1, ""))).toBe(" from 192.0.2.7");
  expect(proof(line(1, "", ""))).toBe("");
});

test("older lines are offered while there are some and the coordinator gives them", () => {
  expect(older(50, [], 50)).toBeUndefined();
  expect(older(50, [line(1), line(2)], 50)).toBeUndefined();
  expect(older(50, [line(2), line(3)], 50)).toBe(100);
  expect(older(980, [line(2)], 50)).toBe(mostLines);
  expect(older(mostLines, [line(2)], 50)).toBeUndefined();
});
