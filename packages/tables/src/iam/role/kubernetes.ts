import type { KubernetesSubject } from "./trust.ts";

/** A manifest of Kubernetes: JSON, which is YAML, too. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly annotations?: { readonly [name: string]: string };
  };
  readonly spec?: { readonly [name: string]: unknown };
}

export interface ServiceAccountOptions extends KubernetesSubject {
  /** For IAM roles for service accounts; left out with Pod Identity, where an association names the role. */
  readonly roleArn?: string;
  /** Seconds for which a token is good, from 600 to 86,400; 86,400 by default. */
  readonly tokenExpiration?: number;
}

/**
 * The service account that pods run as. With `roleArn` it carries the annotation by which EKS gives them the role. No request
 * is made.
 *
 * @example
 * serviceAccountFor({ namespace: "shop", serviceAccount: "orders", roleArn: "arn:aws:iam::123456789012:role/orders" });
 */
export function serviceAccountFor({
  namespace,
  serviceAccount,
  roleArn,
  tokenExpiration,
}: ServiceAccountOptions): Manifest {
  const annotations = {
    ...(roleArn !== undefined && {
      "eks.amazonaws.com/role-arn": roleArn,
      "eks.amazonaws.com/sts-regional-endpoints": "true",
    }),
    ...(tokenExpiration !== undefined && { "eks.amazonaws.com/token-expiration": String(tokenExpiration) }),
  };
  return {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name: serviceAccount, namespace, ...(Object.keys(annotations).length > 0 && { annotations }) },
  };
}

export interface PodIdentityOptions extends KubernetesSubject {
  /** The name of the EKS cluster. */
  readonly cluster: string;
  readonly roleArn: string;
}

/** An association in each form in which one is made. */
export interface PodIdentityAssociation {
  /** The input of `CreatePodIdentityAssociation` of the SDK for EKS. */
  readonly request: {
    readonly clusterName: string;
    readonly namespace: string;
    readonly serviceAccount: string;
    readonly roleArn: string;
  };
  /** A resource of a CloudFormation template. */
  readonly cloudFormation: { readonly Type: string; readonly Properties: { readonly [name: string]: string } };
  /** For the EKS controller of AWS Controllers for Kubernetes. */
  readonly ack: Manifest;
}

/**
 * The association that gives pods of a service account a role (EKS Pod Identity). No request is made.
 *
 * @example
 * podIdentityAssociation({ cluster: "prod", namespace: "shop", serviceAccount: "orders", roleArn }).cloudFormation;
 */
export function podIdentityAssociation({
  cluster,
  namespace,
  serviceAccount,
  roleArn,
}: PodIdentityOptions): PodIdentityAssociation {
  return {
    request: { clusterName: cluster, namespace, serviceAccount, roleArn },
    cloudFormation: {
      Type: "AWS::EKS::PodIdentityAssociation",
      Properties: { ClusterName: cluster, Namespace: namespace, ServiceAccount: serviceAccount, RoleArn: roleArn },
    },
    ack: {
      apiVersion: "eks.services.k8s.aws/v1alpha1",
      kind: "PodIdentityAssociation",
      metadata: { name: `${cluster}-${serviceAccount}`, namespace },
      spec: { clusterName: cluster, namespace, serviceAccount, roleARN: roleArn },
    },
  };
}
