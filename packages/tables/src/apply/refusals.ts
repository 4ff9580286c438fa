import { isNamed } from "../run/send.ts";

/** Whether the service takes the request later. */
export function isBusy(error: unknown): error is { readonly name: string } {
  const message = error instanceof Error ? error.message : "";
  if (isNamed(error, "LimitExceededException")) {
    // Limits of a day are no limits of the moment: decreases of capacity, changes to on-demand.
    return !/limited to|decrease|PayPerRequest/i.test(message);
  }
  // DynamoDB takes one change of time to live in about an hour.
  if (isNamed(error, "ValidationException")) return /multiple times within a fixed interval/.test(message);
  return isNamed(
    error,
    "ResourceInUseException",
    "ContinuousBackupsUnavailableException",
    "ConcurrentUpdateException",
    "ReplicatedWriteConflictException",
  );
}

/** Whether the service refuses the request perhaps because what it asks for is done. */
export function mayBeDone(error: unknown): boolean {
  return isNamed(
    error,
    "ValidationException",
    "ResourceNotFoundException",
    "ObjectNotFoundException",
    "ReplicaAlreadyExistsException",
    "ReplicaNotFoundException",
  );
}
