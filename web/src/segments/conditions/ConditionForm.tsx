import type { Leaf } from "../tree";
import { AgeForm, FieldForm, TagForm } from "./AboutPerson";
import { ConsentForm, ReachableForm } from "./Agreed";
import { AttributeForm } from "./AttributeForm";
import { DidForm, EngagementForm, TurnForm, WithoutForm } from "./Doings";
import { EnrolledForm, InListForm, InSegmentForm } from "./Memberships";

/** The inputs that a condition of this kind has. */
export function ConditionForm({ leaf, onLeaf }: { readonly leaf: Leaf; readonly onLeaf: (leaf: Leaf) => void }) {
  switch (leaf.kind) {
    case "attribute":
      return <AttributeForm leaf={leaf} onLeaf={onLeaf} />;
    case "age":
      return <AgeForm leaf={leaf} onLeaf={onLeaf} />;
    case "tag":
      return <TagForm leaf={leaf} onLeaf={onLeaf} />;
    case "field":
      return <FieldForm leaf={leaf} onLeaf={onLeaf} />;
    case "consent":
      return <ConsentForm leaf={leaf} onLeaf={onLeaf} />;
    case "reachable":
      return <ReachableForm leaf={leaf} onLeaf={onLeaf} />;
    case "did":
      return <DidForm leaf={leaf} onLeaf={onLeaf} />;
    case "turn":
      return <TurnForm leaf={leaf} onLeaf={onLeaf} />;
    case "without":
      return <WithoutForm leaf={leaf} onLeaf={onLeaf} />;
    case "engagement":
      return <EngagementForm leaf={leaf} onLeaf={onLeaf} />;
    case "enrolled":
      return <EnrolledForm leaf={leaf} onLeaf={onLeaf} />;
    case "segment":
      return <InSegmentForm leaf={leaf} onLeaf={onLeaf} />;
    case "list":
      return <InListForm leaf={leaf} onLeaf={onLeaf} />;
  }
}
