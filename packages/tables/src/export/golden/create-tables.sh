#!/usr/bin/env bash
set -euo pipefail

# Point-in-time recovery is refused for some seconds after a table was made.
again() {
  local tries
  for tries in 1 2 3 4 5 6 7 8 9 10 11; do
    if "$@"; then return; fi
    sleep 10
  done
  "$@"
}

# Waits until the table NAME has an active replica in REGION: wait_for_replica NAME REGION
wait_for_replica() {
  local status
  while true; do
    status=$(aws dynamodb describe-table "--table-name=$1" \
      --query "Table.Replicas[?RegionName=='$2'].ReplicaStatus | [0]" --output text)
    case $status in
      ACTIVE) return ;;
      CREATION_FAILED | REGION_DISABLED | INACCESSIBLE_ENCRYPTION_CREDENTIALS | REPLICATION_NOT_AUTHORIZED)
        echo "the replica of $1 in $2 is $status" >&2
        return 1
        ;;
    esac
    sleep 20
  done
}

# Prints the ARN of the table NAME in REGION: arn_of NAME REGION
arn_of() {
  aws dynamodb describe-table "--table-name=$1" --region "$2" --query Table.TableArn --output text
}

aws dynamodb create-table --cli-input-json '{
  "TableName": "Minimal",
  "BillingMode": "PAY_PER_REQUEST",
  "KeySchema": [
    {
      "AttributeName": "id",
      "KeyType": "HASH"
    }
  ],
  "AttributeDefinitions": [
    {
      "AttributeName": "id",
      "AttributeType": "S"
    }
  ]
}'

aws dynamodb wait table-exists --table-name=Minimal

aws dynamodb create-table --cli-input-json '{
  "TableName": "prod-TaskApp",
  "BillingMode": "PAY_PER_REQUEST",
  "OnDemandThroughput": {
    "MaxReadRequestUnits": 1000,
    "MaxWriteRequestUnits": 500
  },
  "WarmThroughput": {
    "ReadUnitsPerSecond": 15000,
    "WriteUnitsPerSecond": 5000
  },
  "TableClass": "STANDARD_INFREQUENT_ACCESS",
  "DeletionProtectionEnabled": true,
  "SSESpecification": {
    "Enabled": true,
    "SSEType": "KMS",
    "KMSMasterKeyId": "alias/task-app"
  },
  "Tags": [
    {
      "Key": "team",
      "Value": "="
    },
    {
      "Key": "cost:center",
      "Value": "N"
    },
    {
      "Key": "stage",
      "Value": "2026-05-01"
    }
  ],
  "ResourcePolicy": "{\"Version\":\"2012-10-17\",\"Id\":\"what the owners'\'' tools may $(read) `here` %{if}\\\\b\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::210987654321:root\"},\"Action\":[\"dynamodb:GetItem\",\"dynamodb:Query\"],\"Resource\":\"arn:aws:dynamodb:eu-west-1:123456789012:table/TaskApp\",\"Condition\":{\"ForAllValues:StringEquals\":{\"dynamodb:LeadingKeys\":[\"${aws:PrincipalTag/tenant}\"]}}}]}",
  "KeySchema": [
    {
      "AttributeName": "PK",
      "KeyType": "HASH"
    },
    {
      "AttributeName": "SK",
      "KeyType": "RANGE"
    }
  ],
  "AttributeDefinitions": [
    {
      "AttributeName": "PK",
      "AttributeType": "S"
    },
    {
      "AttributeName": "SK",
      "AttributeType": "S"
    },
    {
      "AttributeName": "GSI1PK",
      "AttributeType": "S"
    },
    {
      "AttributeName": "GSI1SK",
      "AttributeType": "N"
    },
    {
      "AttributeName": "owner",
      "AttributeType": "S"
    },
    {
      "AttributeName": "updatedAt",
      "AttributeType": "B"
    }
  ],
  "GlobalSecondaryIndexes": [
    {
      "IndexName": "byStatus",
      "KeySchema": [
        {
          "AttributeName": "GSI1PK",
          "KeyType": "HASH"
        },
        {
          "AttributeName": "GSI1SK",
          "KeyType": "RANGE"
        }
      ],
      "Projection": {
        "ProjectionType": "ALL"
      },
      "OnDemandThroughput": {
        "MaxReadRequestUnits": 100
      },
      "WarmThroughput": {
        "ReadUnitsPerSecond": 13000
      }
    },
    {
      "IndexName": "by-owner",
      "KeySchema": [
        {
          "AttributeName": "owner",
          "KeyType": "HASH"
        }
      ],
      "Projection": {
        "ProjectionType": "INCLUDE",
        "NonKeyAttributes": [
          "title",
          "expiresAt"
        ]
      }
    }
  ],
  "LocalSecondaryIndexes": [
    {
      "IndexName": "byUpdated",
      "KeySchema": [
        {
          "AttributeName": "PK",
          "KeyType": "HASH"
        },
        {
          "AttributeName": "updatedAt",
          "KeyType": "RANGE"
        }
      ],
      "Projection": {
        "ProjectionType": "KEYS_ONLY"
      }
    }
  ],
  "StreamSpecification": {
    "StreamEnabled": true,
    "StreamViewType": "NEW_AND_OLD_IMAGES"
  }
}'

aws dynamodb wait table-exists --table-name=prod-TaskApp

aws dynamodb update-time-to-live --cli-input-json '{
  "TableName": "prod-TaskApp",
  "TimeToLiveSpecification": {
    "Enabled": true,
    "AttributeName": "expiresAt"
  }
}'

again aws dynamodb update-continuous-backups --cli-input-json '{
  "TableName": "prod-TaskApp",
  "PointInTimeRecoverySpecification": {
    "PointInTimeRecoveryEnabled": true,
    "RecoveryPeriodInDays": 7
  }
}'

aws dynamodb update-contributor-insights --cli-input-json '{
  "TableName": "prod-TaskApp",
  "ContributorInsightsAction": "ENABLE",
  "ContributorInsightsMode": "ACCESSED_AND_THROTTLED_KEYS"
}'

aws dynamodb update-contributor-insights --cli-input-json '{
  "TableName": "prod-TaskApp",
  "IndexName": "byStatus",
  "ContributorInsightsAction": "ENABLE",
  "ContributorInsightsMode": "THROTTLED_KEYS"
}'

aws dynamodb enable-kinesis-streaming-destination --cli-input-json '{
  "TableName": "prod-TaskApp",
  "StreamArn": "arn:aws:kinesis:eu-west-1:123456789012:stream/changes",
  "EnableKinesisStreamingConfiguration": {
    "ApproximateCreationDateTimePrecision": "MICROSECOND"
  }
}'

aws dynamodb create-table --cli-input-json '{
  "TableName": "Orders.v2",
  "BillingMode": "PROVISIONED",
  "ProvisionedThroughput": {
    "ReadCapacityUnits": 5,
    "WriteCapacityUnits": 10
  },
  "SSESpecification": {
    "Enabled": true,
    "SSEType": "KMS"
  },
  "KeySchema": [
    {
      "AttributeName": "customer",
      "KeyType": "HASH"
    },
    {
      "AttributeName": "number",
      "KeyType": "RANGE"
    }
  ],
  "AttributeDefinitions": [
    {
      "AttributeName": "customer",
      "AttributeType": "S"
    },
    {
      "AttributeName": "number",
      "AttributeType": "N"
    },
    {
      "AttributeName": "day",
      "AttributeType": "S"
    },
    {
      "AttributeName": "state",
      "AttributeType": "S"
    }
  ],
  "GlobalSecondaryIndexes": [
    {
      "IndexName": "byDay",
      "KeySchema": [
        {
          "AttributeName": "day",
          "KeyType": "HASH"
        }
      ],
      "Projection": {
        "ProjectionType": "KEYS_ONLY"
      },
      "ProvisionedThroughput": {
        "ReadCapacityUnits": 5,
        "WriteCapacityUnits": 10
      }
    },
    {
      "IndexName": "byState",
      "KeySchema": [
        {
          "AttributeName": "state",
          "KeyType": "HASH"
        },
        {
          "AttributeName": "day",
          "KeyType": "RANGE"
        }
      ],
      "Projection": {
        "ProjectionType": "ALL"
      },
      "ProvisionedThroughput": {
        "ReadCapacityUnits": 3,
        "WriteCapacityUnits": 2
      }
    }
  ]
}'

aws dynamodb wait table-exists --table-name=Orders.v2

aws application-autoscaling register-scalable-target --cli-input-json '{
  "ServiceNamespace": "dynamodb",
  "ResourceId": "table/Orders.v2",
  "ScalableDimension": "dynamodb:table:ReadCapacityUnits",
  "MinCapacity": 5,
  "MaxCapacity": 500
}'

aws application-autoscaling put-scaling-policy --cli-input-json '{
  "ServiceNamespace": "dynamodb",
  "ResourceId": "table/Orders.v2",
  "ScalableDimension": "dynamodb:table:ReadCapacityUnits",
  "PolicyName": "DynamoDBReadCapacityUtilization:table/Orders.v2",
  "PolicyType": "TargetTrackingScaling",
  "TargetTrackingScalingPolicyConfiguration": {
    "PredefinedMetricSpecification": {
      "PredefinedMetricType": "DynamoDBReadCapacityUtilization"
    },
    "TargetValue": 70
  }
}'

aws application-autoscaling register-scalable-target --cli-input-json '{
  "ServiceNamespace": "dynamodb",
  "ResourceId": "table/Orders.v2/index/byDay",
  "ScalableDimension": "dynamodb:index:ReadCapacityUnits",
  "MinCapacity": 5,
  "MaxCapacity": 500
}'

aws application-autoscaling put-scaling-policy --cli-input-json '{
  "ServiceNamespace": "dynamodb",
  "ResourceId": "table/Orders.v2/index/byDay",
  "ScalableDimension": "dynamodb:index:ReadCapacityUnits",
  "PolicyName": "DynamoDBReadCapacityUtilization:table/Orders.v2/index/byDay",
  "PolicyType": "TargetTrackingScaling",
  "TargetTrackingScalingPolicyConfiguration": {
    "PredefinedMetricSpecification": {
      "PredefinedMetricType": "DynamoDBReadCapacityUtilization"
    },
    "TargetValue": 70
  }
}'

aws application-autoscaling register-scalable-target --cli-input-json '{
  "ServiceNamespace": "dynamodb",
  "ResourceId": "table/Orders.v2/index/byState",
  "ScalableDimension": "dynamodb:index:WriteCapacityUnits",
  "MinCapacity": 2,
  "MaxCapacity": 20
}'

aws application-autoscaling put-scaling-policy --cli-input-json '{
  "ServiceNamespace": "dynamodb",
  "ResourceId": "table/Orders.v2/index/byState",
  "ScalableDimension": "dynamodb:index:WriteCapacityUnits",
  "PolicyName": "DynamoDBWriteCapacityUtilization:table/Orders.v2/index/byState",
  "PolicyType": "TargetTrackingScaling",
  "TargetTrackingScalingPolicyConfiguration": {
    "PredefinedMetricSpecification": {
      "PredefinedMetricType": "DynamoDBWriteCapacityUtilization"
    },
    "TargetValue": 55
  }
}'

aws dynamodb create-table --cli-input-json '{
  "TableName": "Sessions",
  "BillingMode": "PROVISIONED",
  "ProvisionedThroughput": {
    "ReadCapacityUnits": 5,
    "WriteCapacityUnits": 5
  },
  "SSESpecification": {
    "Enabled": true,
    "SSEType": "KMS",
    "KMSMasterKeyId": "arn:aws:kms:eu-west-1:123456789012:key/8e0f0a5e-9f0c-4f0b-8a3d-0123456789ab"
  },
  "Tags": [
    {
      "Key": "team",
      "Value": "web"
    }
  ],
  "KeySchema": [
    {
      "AttributeName": "id",
      "KeyType": "HASH"
    }
  ],
  "AttributeDefinitions": [
    {
      "AttributeName": "id",
      "AttributeType": "S"
    },
    {
      "AttributeName": "user",
      "AttributeType": "S"
    }
  ],
  "GlobalSecondaryIndexes": [
    {
      "IndexName": "byUser",
      "KeySchema": [
        {
          "AttributeName": "user",
          "KeyType": "HASH"
        }
      ],
      "Projection": {
        "ProjectionType": "ALL"
      },
      "ProvisionedThroughput": {
        "ReadCapacityUnits": 5,
        "WriteCapacityUnits": 5
      }
    }
  ],
  "StreamSpecification": {
    "StreamEnabled": true,
    "StreamViewType": "NEW_AND_OLD_IMAGES"
  }
}'

aws dynamodb wait table-exists --table-name=Sessions

aws dynamodb update-time-to-live --cli-input-json '{
  "TableName": "Sessions",
  "TimeToLiveSpecification": {
    "Enabled": true,
    "AttributeName": "until"
  }
}'

again aws dynamodb update-continuous-backups --cli-input-json '{
  "TableName": "Sessions",
  "PointInTimeRecoverySpecification": {
    "PointInTimeRecoveryEnabled": true
  }
}'

aws dynamodb update-contributor-insights --cli-input-json '{
  "TableName": "Sessions",
  "IndexName": "byUser",
  "ContributorInsightsAction": "ENABLE",
  "ContributorInsightsMode": "ACCESSED_AND_THROTTLED_KEYS"
}'

aws application-autoscaling register-scalable-target --cli-input-json '{
  "ServiceNamespace": "dynamodb",
  "ResourceId": "table/Sessions",
  "ScalableDimension": "dynamodb:table:ReadCapacityUnits",
  "MinCapacity": 5,
  "MaxCapacity": 50
}'

aws application-autoscaling put-scaling-policy --cli-input-json '{
  "ServiceNamespace": "dynamodb",
  "ResourceId": "table/Sessions",
  "ScalableDimension": "dynamodb:table:ReadCapacityUnits",
  "PolicyName": "DynamoDBReadCapacityUtilization:table/Sessions",
  "PolicyType": "TargetTrackingScaling",
  "TargetTrackingScalingPolicyConfiguration": {
    "PredefinedMetricSpecification": {
      "PredefinedMetricType": "DynamoDBReadCapacityUtilization"
    },
    "TargetValue": 70
  }
}'

aws application-autoscaling register-scalable-target --cli-input-json '{
  "ServiceNamespace": "dynamodb",
  "ResourceId": "table/Sessions",
  "ScalableDimension": "dynamodb:table:WriteCapacityUnits",
  "MinCapacity": 5,
  "MaxCapacity": 50
}'

aws application-autoscaling put-scaling-policy --cli-input-json '{
  "ServiceNamespace": "dynamodb",
  "ResourceId": "table/Sessions",
  "ScalableDimension": "dynamodb:table:WriteCapacityUnits",
  "PolicyName": "DynamoDBWriteCapacityUtilization:table/Sessions",
  "PolicyType": "TargetTrackingScaling",
  "TargetTrackingScalingPolicyConfiguration": {
    "PredefinedMetricSpecification": {
      "PredefinedMetricType": "DynamoDBWriteCapacityUtilization"
    },
    "TargetValue": 70
  }
}'

aws application-autoscaling register-scalable-target --cli-input-json '{
  "ServiceNamespace": "dynamodb",
  "ResourceId": "table/Sessions/index/byUser",
  "ScalableDimension": "dynamodb:index:ReadCapacityUnits",
  "MinCapacity": 5,
  "MaxCapacity": 50
}'

aws application-autoscaling put-scaling-policy --cli-input-json '{
  "ServiceNamespace": "dynamodb",
  "ResourceId": "table/Sessions/index/byUser",
  "ScalableDimension": "dynamodb:index:ReadCapacityUnits",
  "PolicyName": "DynamoDBReadCapacityUtilization:table/Sessions/index/byUser",
  "PolicyType": "TargetTrackingScaling",
  "TargetTrackingScalingPolicyConfiguration": {
    "PredefinedMetricSpecification": {
      "PredefinedMetricType": "DynamoDBReadCapacityUtilization"
    },
    "TargetValue": 70
  }
}'

aws application-autoscaling register-scalable-target --cli-input-json '{
  "ServiceNamespace": "dynamodb",
  "ResourceId": "table/Sessions/index/byUser",
  "ScalableDimension": "dynamodb:index:WriteCapacityUnits",
  "MinCapacity": 5,
  "MaxCapacity": 50
}'

aws application-autoscaling put-scaling-policy --cli-input-json '{
  "ServiceNamespace": "dynamodb",
  "ResourceId": "table/Sessions/index/byUser",
  "ScalableDimension": "dynamodb:index:WriteCapacityUnits",
  "PolicyName": "DynamoDBWriteCapacityUtilization:table/Sessions/index/byUser",
  "PolicyType": "TargetTrackingScaling",
  "TargetTrackingScalingPolicyConfiguration": {
    "PredefinedMetricSpecification": {
      "PredefinedMetricType": "DynamoDBWriteCapacityUtilization"
    },
    "TargetValue": 70
  }
}'

aws dynamodb update-table --cli-input-json '{
  "TableName": "Sessions",
  "ReplicaUpdates": [
    {
      "Create": {
        "RegionName": "us-east-1",
        "KMSMasterKeyId": "alias/sessions",
        "ProvisionedThroughputOverride": {
          "ReadCapacityUnits": 7
        },
        "GlobalSecondaryIndexes": [
          {
            "IndexName": "byUser",
            "ProvisionedThroughputOverride": {
              "ReadCapacityUnits": 1
            }
          }
        ],
        "TableClassOverride": "STANDARD_INFREQUENT_ACCESS"
      }
    }
  ]
}'

wait_for_replica Sessions us-east-1

aws dynamodb wait table-exists --table-name=Sessions

aws dynamodb update-table --cli-input-json '{
  "TableName": "Sessions",
  "ReplicaUpdates": [
    {
      "Create": {
        "RegionName": "ap-southeast-2",
        "KMSMasterKeyId": "arn:aws:kms:ap-southeast-2:123456789012:alias/sessions"
      }
    }
  ]
}'

wait_for_replica Sessions ap-southeast-2

aws dynamodb wait table-exists --table-name=Sessions

aws dynamodb update-table --region us-east-1 --cli-input-json '{
  "TableName": "Sessions",
  "DeletionProtectionEnabled": true
}'

again aws dynamodb update-continuous-backups --region us-east-1 --cli-input-json '{
  "TableName": "Sessions",
  "PointInTimeRecoverySpecification": {
    "PointInTimeRecoveryEnabled": true,
    "RecoveryPeriodInDays": 3
  }
}'

aws dynamodb tag-resource --region us-east-1 --resource-arn "$(arn_of Sessions us-east-1)" --cli-input-json '{
  "Tags": [
    {
      "Key": "team",
      "Value": "web-us"
    }
  ]
}'

again aws dynamodb update-continuous-backups --region ap-southeast-2 --cli-input-json '{
  "TableName": "Sessions",
  "PointInTimeRecoverySpecification": {
    "PointInTimeRecoveryEnabled": true
  }
}'

aws dynamodb update-contributor-insights --region ap-southeast-2 --cli-input-json '{
  "TableName": "Sessions",
  "ContributorInsightsAction": "ENABLE",
  "ContributorInsightsMode": "ACCESSED_AND_THROTTLED_KEYS"
}'

aws dynamodb update-contributor-insights --region ap-southeast-2 --cli-input-json '{
  "TableName": "Sessions",
  "IndexName": "byUser",
  "ContributorInsightsAction": "ENABLE",
  "ContributorInsightsMode": "THROTTLED_KEYS"
}'

aws dynamodb tag-resource --region ap-southeast-2 --resource-arn "$(arn_of Sessions ap-southeast-2)" --cli-input-json '{
  "Tags": [
    {
      "Key": "team",
      "Value": "web"
    }
  ]
}'

aws application-autoscaling register-scalable-target --region us-east-1 --cli-input-json '{
  "ServiceNamespace": "dynamodb",
  "ResourceId": "table/Sessions",
  "ScalableDimension": "dynamodb:table:WriteCapacityUnits",
  "MinCapacity": 5,
  "MaxCapacity": 50
}'

aws application-autoscaling put-scaling-policy --region us-east-1 --cli-input-json '{
  "ServiceNamespace": "dynamodb",
  "ResourceId": "table/Sessions",
  "ScalableDimension": "dynamodb:table:WriteCapacityUnits",
  "PolicyName": "DynamoDBWriteCapacityUtilization:table/Sessions",
  "PolicyType": "TargetTrackingScaling",
  "TargetTrackingScalingPolicyConfiguration": {
    "PredefinedMetricSpecification": {
      "PredefinedMetricType": "DynamoDBWriteCapacityUtilization"
    },
    "TargetValue": 70
  }
}'

aws application-autoscaling register-scalable-target --region us-east-1 --cli-input-json '{
  "ServiceNamespace": "dynamodb",
  "ResourceId": "table/Sessions/index/byUser",
  "ScalableDimension": "dynamodb:index:WriteCapacityUnits",
  "MinCapacity": 5,
  "MaxCapacity": 50
}'

aws application-autoscaling put-scaling-policy --region us-east-1 --cli-input-json '{
  "ServiceNamespace": "dynamodb",
  "ResourceId": "table/Sessions/index/byUser",
  "ScalableDimension": "dynamodb:index:WriteCapacityUnits",
  "PolicyName": "DynamoDBWriteCapacityUtilization:table/Sessions/index/byUser",
  "PolicyType": "TargetTrackingScaling",
  "TargetTrackingScalingPolicyConfiguration": {
    "PredefinedMetricSpecification": {
      "PredefinedMetricType": "DynamoDBWriteCapacityUtilization"
    },
    "TargetValue": 70
  }
}'

aws application-autoscaling register-scalable-target --region us-east-1 --cli-input-json '{
  "ServiceNamespace": "dynamodb",
  "ResourceId": "table/Sessions/index/byUser",
  "ScalableDimension": "dynamodb:index:ReadCapacityUnits",
  "MinCapacity": 1,
  "MaxCapacity": 9
}'

aws application-autoscaling put-scaling-policy --region us-east-1 --cli-input-json '{
  "ServiceNamespace": "dynamodb",
  "ResourceId": "table/Sessions/index/byUser",
  "ScalableDimension": "dynamodb:index:ReadCapacityUnits",
  "PolicyName": "DynamoDBReadCapacityUtilization:table/Sessions/index/byUser",
  "PolicyType": "TargetTrackingScaling",
  "TargetTrackingScalingPolicyConfiguration": {
    "PredefinedMetricSpecification": {
      "PredefinedMetricType": "DynamoDBReadCapacityUtilization"
    },
    "TargetValue": 70
  }
}'

aws application-autoscaling register-scalable-target --region ap-southeast-2 --cli-input-json '{
  "ServiceNamespace": "dynamodb",
  "ResourceId": "table/Sessions",
  "ScalableDimension": "dynamodb:table:ReadCapacityUnits",
  "MinCapacity": 5,
  "MaxCapacity": 50
}'

aws application-autoscaling put-scaling-policy --region ap-southeast-2 --cli-input-json '{
  "ServiceNamespace": "dynamodb",
  "ResourceId": "table/Sessions",
  "ScalableDimension": "dynamodb:table:ReadCapacityUnits",
  "PolicyName": "DynamoDBReadCapacityUtilization:table/Sessions",
  "PolicyType": "TargetTrackingScaling",
  "TargetTrackingScalingPolicyConfiguration": {
    "PredefinedMetricSpecification": {
      "PredefinedMetricType": "DynamoDBReadCapacityUtilization"
    },
    "TargetValue": 70
  }
}'

aws application-autoscaling register-scalable-target --region ap-southeast-2 --cli-input-json '{
  "ServiceNamespace": "dynamodb",
  "ResourceId": "table/Sessions",
  "ScalableDimension": "dynamodb:table:WriteCapacityUnits",
  "MinCapacity": 5,
  "MaxCapacity": 50
}'

aws application-autoscaling put-scaling-policy --region ap-southeast-2 --cli-input-json '{
  "ServiceNamespace": "dynamodb",
  "ResourceId": "table/Sessions",
  "ScalableDimension": "dynamodb:table:WriteCapacityUnits",
  "PolicyName": "DynamoDBWriteCapacityUtilization:table/Sessions",
  "PolicyType": "TargetTrackingScaling",
  "TargetTrackingScalingPolicyConfiguration": {
    "PredefinedMetricSpecification": {
      "PredefinedMetricType": "DynamoDBWriteCapacityUtilization"
    },
    "TargetValue": 70
  }
}'

aws application-autoscaling register-scalable-target --region ap-southeast-2 --cli-input-json '{
  "ServiceNamespace": "dynamodb",
  "ResourceId": "table/Sessions/index/byUser",
  "ScalableDimension": "dynamodb:index:ReadCapacityUnits",
  "MinCapacity": 5,
  "MaxCapacity": 50
}'

aws application-autoscaling put-scaling-policy --region ap-southeast-2 --cli-input-json '{
  "ServiceNamespace": "dynamodb",
  "ResourceId": "table/Sessions/index/byUser",
  "ScalableDimension": "dynamodb:index:ReadCapacityUnits",
  "PolicyName": "DynamoDBReadCapacityUtilization:table/Sessions/index/byUser",
  "PolicyType": "TargetTrackingScaling",
  "TargetTrackingScalingPolicyConfiguration": {
    "PredefinedMetricSpecification": {
      "PredefinedMetricType": "DynamoDBReadCapacityUtilization"
    },
    "TargetValue": 70
  }
}'

aws application-autoscaling register-scalable-target --region ap-southeast-2 --cli-input-json '{
  "ServiceNamespace": "dynamodb",
  "ResourceId": "table/Sessions/index/byUser",
  "ScalableDimension": "dynamodb:index:WriteCapacityUnits",
  "MinCapacity": 5,
  "MaxCapacity": 50
}'

aws application-autoscaling put-scaling-policy --region ap-southeast-2 --cli-input-json '{
  "ServiceNamespace": "dynamodb",
  "ResourceId": "table/Sessions/index/byUser",
  "ScalableDimension": "dynamodb:index:WriteCapacityUnits",
  "PolicyName": "DynamoDBWriteCapacityUtilization:table/Sessions/index/byUser",
  "PolicyType": "TargetTrackingScaling",
  "TargetTrackingScalingPolicyConfiguration": {
    "PredefinedMetricSpecification": {
      "PredefinedMetricType": "DynamoDBWriteCapacityUtilization"
    },
    "TargetValue": 70
  }
}'

aws dynamodb create-table --cli-input-json '{
  "TableName": "Ledger",
  "BillingMode": "PAY_PER_REQUEST",
  "DeletionProtectionEnabled": true,
  "KeySchema": [
    {
      "AttributeName": "account",
      "KeyType": "HASH"
    },
    {
      "AttributeName": "entry",
      "KeyType": "RANGE"
    }
  ],
  "AttributeDefinitions": [
    {
      "AttributeName": "account",
      "AttributeType": "S"
    },
    {
      "AttributeName": "entry",
      "AttributeType": "S"
    }
  ]
}'

aws dynamodb wait table-exists --table-name=Ledger

aws dynamodb update-table --cli-input-json '{
  "TableName": "Ledger",
  "MultiRegionConsistency": "STRONG",
  "ReplicaUpdates": [
    {
      "Create": {
        "RegionName": "eu-west-2",
        "OnDemandThroughputOverride": {
          "MaxReadRequestUnits": 200
        }
      }
    }
  ],
  "GlobalTableWitnessUpdates": [
    {
      "Create": {
        "RegionName": "eu-west-3"
      }
    }
  ]
}'

wait_for_replica Ledger eu-west-2

aws dynamodb wait table-exists --table-name=Ledger

aws dynamodb create-table --cli-input-json '{
  "TableName": "Readings",
  "BillingMode": "PAY_PER_REQUEST",
  "KeySchema": [
    {
      "AttributeName": "id",
      "KeyType": "HASH"
    }
  ],
  "AttributeDefinitions": [
    {
      "AttributeName": "id",
      "AttributeType": "S"
    },
    {
      "AttributeName": "tenant",
      "AttributeType": "S"
    },
    {
      "AttributeName": "area",
      "AttributeType": "N"
    },
    {
      "AttributeName": "day",
      "AttributeType": "S"
    }
  ],
  "GlobalSecondaryIndexes": [
    {
      "IndexName": "byPlace",
      "KeySchema": [
        {
          "AttributeName": "tenant",
          "KeyType": "HASH"
        },
        {
          "AttributeName": "area",
          "KeyType": "HASH"
        },
        {
          "AttributeName": "day",
          "KeyType": "RANGE"
        },
        {
          "AttributeName": "id",
          "KeyType": "RANGE"
        }
      ],
      "Projection": {
        "ProjectionType": "INCLUDE",
        "NonKeyAttributes": [
          "value"
        ]
      }
    }
  ]
}'

aws dynamodb wait table-exists --table-name=Readings
