import {
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  IdempotentParameterMismatchException,
  InternalServerError,
  InvalidEndpointException,
  ItemCollectionSizeLimitExceededException,
  LimitExceededException,
  ProvisionedThroughputExceededException,
  ReplicatedWriteConflictException,
  RequestLimitExceeded,
  ResourceInUseException,
  ResourceNotFoundException,
  ThrottlingException,
  TransactionCanceledException,
  TransactionConflictException,
  TransactionInProgressException,
} from "@aws-sdk/client-dynamodb";

type ErrorClass = new (options: never) => DynamoDBServiceException;

/** The SDK's classes for the errors that reading and writing items can give. */
const classes: ReadonlyMap<string, ErrorClass> = new Map<string, ErrorClass>(
  Object.entries({
    ConditionalCheckFailedException,
    IdempotentParameterMismatchException,
    InternalServerError,
    InvalidEndpointException,
    ItemCollectionSizeLimitExceededException,
    LimitExceededException,
    ProvisionedThroughputExceededException,
    ReplicatedWriteConflictException,
    RequestLimitExceeded,
    ResourceInUseException,
    ResourceNotFoundException,
    ThrottlingException,
    TransactionCanceledException,
    TransactionConflictException,
    TransactionInProgressException,
  }),
);

/** An empty error for a code of the service: of its class, or of the SDK's general one where it has none. */
export function newServiceError(code: string, fault: "client" | "server"): DynamoDBServiceException {
  const Known = classes.get(code);
  if (Known) return new Known({} as never);
  return new DynamoDBServiceException({ name: code, $fault: fault, $metadata: {} });
}
