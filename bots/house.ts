import { actKey } from "../src/access/buttons.ts";
import type { Act, Command, Feature, Step } from "./feature.ts";

/** An act with the name it is known by: `marks.why`, `/today`. */
export interface Known {
  name: string;
  feature: Feature;
  act: Act | Step;
}

/** The features in tables, so that whatever a chat sends is looked up and never guessed. */
export interface House {
  features: Feature[];
  commands: Map<string, Known>;
  /** By what stands for their name in a button. */
  acts: Map<string, Known>;
  /** By `feature.step`. */
  steps: Map<string, Known>;
  /** In the order of the features; who is offered them stands in each. */
  offered: Command[];
}

/** @throws Error two bear one name, or words are understood without a right */
export function buildHouse(features: Feature[]): House {
  const commands = features.flatMap((feature) =>
    (feature.commands ?? []).map((act): [string, Known] => [
      act.name,
      { name: `/${act.name}`, feature, act },
    ]),
  );
  const acts = features.flatMap((feature) =>
    Object.entries(feature.acts ?? {}).map(([part, act]): [string, Known] => {
      const name = `${feature.name}.${part}`;
      return [actKey(name), { name, feature, act }];
    }),
  );
  const steps = features.flatMap((feature) =>
    Object.entries(feature.steps ?? {}).map(([part, act]): [string, Known] => {
      const name = `${feature.name}.${part}`;
      return [name, { name, feature, act }];
    }),
  );
  for (const { name, understands, hears } of features)
    if (Boolean(understands) !== Boolean(hears))
      throw new Error(
        `The feature ${name} must have both \`understands\` and \`hears\`, its right, or neither.`,
      );
  return {
    features,
    commands: tableOf(commands),
    acts: tableOf(acts),
    steps: tableOf(steps),
    offered: features.flatMap((feature) => feature.commands ?? []),
  };
}

function tableOf(entries: [string, Known][]): Map<string, Known> {
  const table = new Map<string, Known>();
  for (const [key, known] of entries) {
    const other = table.get(key);
    if (other)
      throw new Error(`${other.name} of two features, or beside ${known.name}: give one another name.`);
    table.set(key, known);
  }
  return table;
}
