/** One step of a script for the AWS CLI. Plain data. */
export type AwsCliStep = AwsCliCall | AwsCliWait;

/** `aws <service> <operation> --cli-input-json <input>` */
export interface AwsCliCall {
  readonly kind: "call";
  readonly service: "dynamodb" | "application-autoscaling";
  readonly operation: string;
  /** The input of the operation, as the SDK takes it too. */
  readonly input: object;
  /** Another Region than the one that the CLI is set up for. */
  readonly region?: string;
  /** A table whose ARN the operation takes as `--resource-arn`: only the service knows it. */
  readonly arnOf?: string;
  /** The service refuses it for some seconds after a table was made: it is tried again. */
  readonly patient?: true;
}

/** Waits until a table, or its replica in a Region, is active. */
export interface AwsCliWait {
  readonly kind: "wait";
  readonly table: string;
  readonly replica?: string;
}
