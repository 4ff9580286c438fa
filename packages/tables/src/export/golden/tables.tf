resource "aws_dynamodb_table" "minimal" {
  name         = "Minimal"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }

  lifecycle {
    prevent_destroy = true
  }
}

data "aws_kms_key" "task_app" {
  key_id = "alias/task-app"
}

resource "aws_dynamodb_table" "task_app" {
  name                        = "prod-TaskApp"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "PK"
  range_key                   = "SK"
  table_class                 = "STANDARD_INFREQUENT_ACCESS"
  deletion_protection_enabled = true
  stream_enabled              = true
  stream_view_type            = "NEW_AND_OLD_IMAGES"
  tags = {
    team          = "="
    "cost:center" = "N"
    stage         = "2026-05-01"
  }

  attribute {
    name = "PK"
    type = "S"
  }

  attribute {
    name = "SK"
    type = "S"
  }

  attribute {
    name = "GSI1PK"
    type = "S"
  }

  attribute {
    name = "GSI1SK"
    type = "N"
  }

  attribute {
    name = "owner"
    type = "S"
  }

  attribute {
    name = "updatedAt"
    type = "B"
  }

  global_secondary_index {
    name            = "byStatus"
    hash_key        = "GSI1PK"
    range_key       = "GSI1SK"
    projection_type = "ALL"

    on_demand_throughput {
      max_read_request_units = 100
    }

    warm_throughput {
      read_units_per_second = 13000
    }
  }

  global_secondary_index {
    name               = "by-owner"
    hash_key           = "owner"
    projection_type    = "INCLUDE"
    non_key_attributes = ["title", "expiresAt"]
  }

  local_secondary_index {
    name            = "byUpdated"
    range_key       = "updatedAt"
    projection_type = "KEYS_ONLY"
  }

  on_demand_throughput {
    max_read_request_units  = 1000
    max_write_request_units = 500
  }

  warm_throughput {
    read_units_per_second  = 15000
    write_units_per_second = 5000
  }

  ttl {
    enabled        = true
    attribute_name = "expiresAt"
  }

  point_in_time_recovery {
    enabled                 = true
    recovery_period_in_days = 7
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = data.aws_kms_key.task_app.arn
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_dynamodb_resource_policy" "task_app" {
  resource_arn = aws_dynamodb_table.task_app.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Id      = "what the owners' tools may $(read) `here` %%{if}\\b"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          AWS = "arn:aws:iam::210987654321:root"
        }
        Action   = ["dynamodb:GetItem", "dynamodb:Query"]
        Resource = "arn:aws:dynamodb:eu-west-1:123456789012:table/TaskApp"
        Condition = {
          "ForAllValues:StringEquals" = {
            "dynamodb:LeadingKeys" = ["$${aws:PrincipalTag/tenant}"]
          }
        }
      },
    ]
  })
}

resource "aws_dynamodb_kinesis_streaming_destination" "task_app" {
  table_name                               = aws_dynamodb_table.task_app.name
  stream_arn                               = "arn:aws:kinesis:eu-west-1:123456789012:stream/changes"
  approximate_creation_date_time_precision = "MICROSECOND"
}

resource "aws_dynamodb_contributor_insights" "task_app" {
  table_name = aws_dynamodb_table.task_app.name
  mode       = "ACCESSED_AND_THROTTLED_KEYS"
}

resource "aws_dynamodb_contributor_insights" "task_app_by_status" {
  table_name = aws_dynamodb_table.task_app.name
  index_name = "byStatus"
  mode       = "THROTTLED_KEYS"
}

resource "aws_dynamodb_table" "orders_v2" {
  name           = "Orders.v2"
  billing_mode   = "PROVISIONED"
  read_capacity  = 5
  write_capacity = 10
  hash_key       = "customer"
  range_key      = "number"

  attribute {
    name = "customer"
    type = "S"
  }

  attribute {
    name = "number"
    type = "N"
  }

  attribute {
    name = "day"
    type = "S"
  }

  attribute {
    name = "state"
    type = "S"
  }

  global_secondary_index {
    name            = "byDay"
    hash_key        = "day"
    projection_type = "KEYS_ONLY"
    read_capacity   = 5
    write_capacity  = 10
  }

  global_secondary_index {
    name            = "byState"
    hash_key        = "state"
    range_key       = "day"
    projection_type = "ALL"
    read_capacity   = 3
    write_capacity  = 2
  }

  server_side_encryption {
    enabled = true
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [read_capacity]
  }
}

resource "aws_appautoscaling_target" "orders_v2_read" {
  service_namespace  = "dynamodb"
  resource_id        = "table/${aws_dynamodb_table.orders_v2.name}"
  scalable_dimension = "dynamodb:table:ReadCapacityUnits"
  min_capacity       = 5
  max_capacity       = 500
}

resource "aws_appautoscaling_policy" "orders_v2_read" {
  name               = "DynamoDBReadCapacityUtilization-orders_v2"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.orders_v2_read.service_namespace
  resource_id        = aws_appautoscaling_target.orders_v2_read.resource_id
  scalable_dimension = aws_appautoscaling_target.orders_v2_read.scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value = 70

    predefined_metric_specification {
      predefined_metric_type = "DynamoDBReadCapacityUtilization"
    }
  }
}

resource "aws_appautoscaling_target" "orders_v2_by_day_read" {
  service_namespace  = "dynamodb"
  resource_id        = "table/${aws_dynamodb_table.orders_v2.name}/index/byDay"
  scalable_dimension = "dynamodb:index:ReadCapacityUnits"
  min_capacity       = 5
  max_capacity       = 500
}

resource "aws_appautoscaling_policy" "orders_v2_by_day_read" {
  name               = "DynamoDBReadCapacityUtilization-orders_v2-byDay"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.orders_v2_by_day_read.service_namespace
  resource_id        = aws_appautoscaling_target.orders_v2_by_day_read.resource_id
  scalable_dimension = aws_appautoscaling_target.orders_v2_by_day_read.scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value = 70

    predefined_metric_specification {
      predefined_metric_type = "DynamoDBReadCapacityUtilization"
    }
  }
}

resource "aws_appautoscaling_target" "orders_v2_by_state_write" {
  service_namespace  = "dynamodb"
  resource_id        = "table/${aws_dynamodb_table.orders_v2.name}/index/byState"
  scalable_dimension = "dynamodb:index:WriteCapacityUnits"
  min_capacity       = 2
  max_capacity       = 20
}

resource "aws_appautoscaling_policy" "orders_v2_by_state_write" {
  name               = "DynamoDBWriteCapacityUtilization-orders_v2-byState"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.orders_v2_by_state_write.service_namespace
  resource_id        = aws_appautoscaling_target.orders_v2_by_state_write.resource_id
  scalable_dimension = aws_appautoscaling_target.orders_v2_by_state_write.scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value = 55

    predefined_metric_specification {
      predefined_metric_type = "DynamoDBWriteCapacityUtilization"
    }
  }
}

data "aws_kms_key" "sessions_us_east_1" {
  region = "us-east-1"
  key_id = "alias/sessions"
}

resource "aws_dynamodb_table" "sessions" {
  name             = "Sessions"
  billing_mode     = "PROVISIONED"
  read_capacity    = 5
  write_capacity   = 5
  hash_key         = "id"
  stream_enabled   = true
  stream_view_type = "NEW_AND_OLD_IMAGES"
  tags = {
    team = "web"
  }

  attribute {
    name = "id"
    type = "S"
  }

  attribute {
    name = "user"
    type = "S"
  }

  global_secondary_index {
    name            = "byUser"
    hash_key        = "user"
    projection_type = "ALL"
    read_capacity   = 5
    write_capacity  = 5
  }

  ttl {
    enabled        = true
    attribute_name = "until"
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/8e0f0a5e-9f0c-4f0b-8a3d-0123456789ab"
  }

  replica {
    region_name                 = "us-east-1"
    consistency_mode            = "EVENTUAL"
    kms_key_arn                 = data.aws_kms_key.sessions_us_east_1.arn
    point_in_time_recovery      = true
    deletion_protection_enabled = true
  }

  replica {
    region_name            = "ap-southeast-2"
    consistency_mode       = "EVENTUAL"
    kms_key_arn            = "arn:aws:kms:ap-southeast-2:123456789012:alias/sessions"
    point_in_time_recovery = true
    propagate_tags         = true
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [read_capacity, write_capacity]
  }
}

resource "aws_dynamodb_contributor_insights" "sessions_by_user" {
  table_name = aws_dynamodb_table.sessions.name
  index_name = "byUser"
  mode       = "ACCESSED_AND_THROTTLED_KEYS"
}

resource "aws_dynamodb_contributor_insights" "sessions_ap_southeast_2" {
  region     = "ap-southeast-2"
  table_name = aws_dynamodb_table.sessions.name
  mode       = "ACCESSED_AND_THROTTLED_KEYS"
}

resource "aws_dynamodb_contributor_insights" "sessions_ap_southeast_2_by_user" {
  region     = "ap-southeast-2"
  table_name = aws_dynamodb_table.sessions.name
  index_name = "byUser"
  mode       = "THROTTLED_KEYS"
}

resource "aws_appautoscaling_target" "sessions_read" {
  service_namespace  = "dynamodb"
  resource_id        = "table/${aws_dynamodb_table.sessions.name}"
  scalable_dimension = "dynamodb:table:ReadCapacityUnits"
  min_capacity       = 5
  max_capacity       = 50
}

resource "aws_appautoscaling_policy" "sessions_read" {
  name               = "DynamoDBReadCapacityUtilization-sessions"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.sessions_read.service_namespace
  resource_id        = aws_appautoscaling_target.sessions_read.resource_id
  scalable_dimension = aws_appautoscaling_target.sessions_read.scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value = 70

    predefined_metric_specification {
      predefined_metric_type = "DynamoDBReadCapacityUtilization"
    }
  }
}

resource "aws_appautoscaling_target" "sessions_write" {
  service_namespace  = "dynamodb"
  resource_id        = "table/${aws_dynamodb_table.sessions.name}"
  scalable_dimension = "dynamodb:table:WriteCapacityUnits"
  min_capacity       = 5
  max_capacity       = 50
}

resource "aws_appautoscaling_policy" "sessions_write" {
  name               = "DynamoDBWriteCapacityUtilization-sessions"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.sessions_write.service_namespace
  resource_id        = aws_appautoscaling_target.sessions_write.resource_id
  scalable_dimension = aws_appautoscaling_target.sessions_write.scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value = 70

    predefined_metric_specification {
      predefined_metric_type = "DynamoDBWriteCapacityUtilization"
    }
  }
}

resource "aws_appautoscaling_target" "sessions_by_user_read" {
  service_namespace  = "dynamodb"
  resource_id        = "table/${aws_dynamodb_table.sessions.name}/index/byUser"
  scalable_dimension = "dynamodb:index:ReadCapacityUnits"
  min_capacity       = 5
  max_capacity       = 50
}

resource "aws_appautoscaling_policy" "sessions_by_user_read" {
  name               = "DynamoDBReadCapacityUtilization-sessions-byUser"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.sessions_by_user_read.service_namespace
  resource_id        = aws_appautoscaling_target.sessions_by_user_read.resource_id
  scalable_dimension = aws_appautoscaling_target.sessions_by_user_read.scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value = 70

    predefined_metric_specification {
      predefined_metric_type = "DynamoDBReadCapacityUtilization"
    }
  }
}

resource "aws_appautoscaling_target" "sessions_by_user_write" {
  service_namespace  = "dynamodb"
  resource_id        = "table/${aws_dynamodb_table.sessions.name}/index/byUser"
  scalable_dimension = "dynamodb:index:WriteCapacityUnits"
  min_capacity       = 5
  max_capacity       = 50
}

resource "aws_appautoscaling_policy" "sessions_by_user_write" {
  name               = "DynamoDBWriteCapacityUtilization-sessions-byUser"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.sessions_by_user_write.service_namespace
  resource_id        = aws_appautoscaling_target.sessions_by_user_write.resource_id
  scalable_dimension = aws_appautoscaling_target.sessions_by_user_write.scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value = 70

    predefined_metric_specification {
      predefined_metric_type = "DynamoDBWriteCapacityUtilization"
    }
  }
}

resource "aws_appautoscaling_target" "sessions_us_east_1_write" {
  region             = "us-east-1"
  service_namespace  = "dynamodb"
  resource_id        = "table/${aws_dynamodb_table.sessions.name}"
  scalable_dimension = "dynamodb:table:WriteCapacityUnits"
  min_capacity       = 5
  max_capacity       = 50
}

resource "aws_appautoscaling_policy" "sessions_us_east_1_write" {
  region             = "us-east-1"
  name               = "DynamoDBWriteCapacityUtilization-sessions"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.sessions_us_east_1_write.service_namespace
  resource_id        = aws_appautoscaling_target.sessions_us_east_1_write.resource_id
  scalable_dimension = aws_appautoscaling_target.sessions_us_east_1_write.scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value = 70

    predefined_metric_specification {
      predefined_metric_type = "DynamoDBWriteCapacityUtilization"
    }
  }
}

resource "aws_appautoscaling_target" "sessions_us_east_1_by_user_write" {
  region             = "us-east-1"
  service_namespace  = "dynamodb"
  resource_id        = "table/${aws_dynamodb_table.sessions.name}/index/byUser"
  scalable_dimension = "dynamodb:index:WriteCapacityUnits"
  min_capacity       = 5
  max_capacity       = 50
}

resource "aws_appautoscaling_policy" "sessions_us_east_1_by_user_write" {
  region             = "us-east-1"
  name               = "DynamoDBWriteCapacityUtilization-sessions-byUser"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.sessions_us_east_1_by_user_write.service_namespace
  resource_id        = aws_appautoscaling_target.sessions_us_east_1_by_user_write.resource_id
  scalable_dimension = aws_appautoscaling_target.sessions_us_east_1_by_user_write.scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value = 70

    predefined_metric_specification {
      predefined_metric_type = "DynamoDBWriteCapacityUtilization"
    }
  }
}

resource "aws_appautoscaling_target" "sessions_us_east_1_by_user_read" {
  region             = "us-east-1"
  service_namespace  = "dynamodb"
  resource_id        = "table/${aws_dynamodb_table.sessions.name}/index/byUser"
  scalable_dimension = "dynamodb:index:ReadCapacityUnits"
  min_capacity       = 1
  max_capacity       = 9
}

resource "aws_appautoscaling_policy" "sessions_us_east_1_by_user_read" {
  region             = "us-east-1"
  name               = "DynamoDBReadCapacityUtilization-sessions-byUser"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.sessions_us_east_1_by_user_read.service_namespace
  resource_id        = aws_appautoscaling_target.sessions_us_east_1_by_user_read.resource_id
  scalable_dimension = aws_appautoscaling_target.sessions_us_east_1_by_user_read.scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value = 70

    predefined_metric_specification {
      predefined_metric_type = "DynamoDBReadCapacityUtilization"
    }
  }
}

resource "aws_appautoscaling_target" "sessions_ap_southeast_2_read" {
  region             = "ap-southeast-2"
  service_namespace  = "dynamodb"
  resource_id        = "table/${aws_dynamodb_table.sessions.name}"
  scalable_dimension = "dynamodb:table:ReadCapacityUnits"
  min_capacity       = 5
  max_capacity       = 50
}

resource "aws_appautoscaling_policy" "sessions_ap_southeast_2_read" {
  region             = "ap-southeast-2"
  name               = "DynamoDBReadCapacityUtilization-sessions"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.sessions_ap_southeast_2_read.service_namespace
  resource_id        = aws_appautoscaling_target.sessions_ap_southeast_2_read.resource_id
  scalable_dimension = aws_appautoscaling_target.sessions_ap_southeast_2_read.scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value = 70

    predefined_metric_specification {
      predefined_metric_type = "DynamoDBReadCapacityUtilization"
    }
  }
}

resource "aws_appautoscaling_target" "sessions_ap_southeast_2_write" {
  region             = "ap-southeast-2"
  service_namespace  = "dynamodb"
  resource_id        = "table/${aws_dynamodb_table.sessions.name}"
  scalable_dimension = "dynamodb:table:WriteCapacityUnits"
  min_capacity       = 5
  max_capacity       = 50
}

resource "aws_appautoscaling_policy" "sessions_ap_southeast_2_write" {
  region             = "ap-southeast-2"
  name               = "DynamoDBWriteCapacityUtilization-sessions"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.sessions_ap_southeast_2_write.service_namespace
  resource_id        = aws_appautoscaling_target.sessions_ap_southeast_2_write.resource_id
  scalable_dimension = aws_appautoscaling_target.sessions_ap_southeast_2_write.scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value = 70

    predefined_metric_specification {
      predefined_metric_type = "DynamoDBWriteCapacityUtilization"
    }
  }
}

resource "aws_appautoscaling_target" "sessions_ap_southeast_2_by_user_read" {
  region             = "ap-southeast-2"
  service_namespace  = "dynamodb"
  resource_id        = "table/${aws_dynamodb_table.sessions.name}/index/byUser"
  scalable_dimension = "dynamodb:index:ReadCapacityUnits"
  min_capacity       = 5
  max_capacity       = 50
}

resource "aws_appautoscaling_policy" "sessions_ap_southeast_2_by_user_read" {
  region             = "ap-southeast-2"
  name               = "DynamoDBReadCapacityUtilization-sessions-byUser"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.sessions_ap_southeast_2_by_user_read.service_namespace
  resource_id        = aws_appautoscaling_target.sessions_ap_southeast_2_by_user_read.resource_id
  scalable_dimension = aws_appautoscaling_target.sessions_ap_southeast_2_by_user_read.scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value = 70

    predefined_metric_specification {
      predefined_metric_type = "DynamoDBReadCapacityUtilization"
    }
  }
}

resource "aws_appautoscaling_target" "sessions_ap_southeast_2_by_user_write" {
  region             = "ap-southeast-2"
  service_namespace  = "dynamodb"
  resource_id        = "table/${aws_dynamodb_table.sessions.name}/index/byUser"
  scalable_dimension = "dynamodb:index:WriteCapacityUnits"
  min_capacity       = 5
  max_capacity       = 50
}

resource "aws_appautoscaling_policy" "sessions_ap_southeast_2_by_user_write" {
  region             = "ap-southeast-2"
  name               = "DynamoDBWriteCapacityUtilization-sessions-byUser"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.sessions_ap_southeast_2_by_user_write.service_namespace
  resource_id        = aws_appautoscaling_target.sessions_ap_southeast_2_by_user_write.resource_id
  scalable_dimension = aws_appautoscaling_target.sessions_ap_southeast_2_by_user_write.scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value = 70

    predefined_metric_specification {
      predefined_metric_type = "DynamoDBWriteCapacityUtilization"
    }
  }
}

resource "aws_dynamodb_table" "ledger" {
  name                        = "Ledger"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "account"
  range_key                   = "entry"
  deletion_protection_enabled = true

  attribute {
    name = "account"
    type = "S"
  }

  attribute {
    name = "entry"
    type = "S"
  }

  replica {
    region_name      = "eu-west-2"
    consistency_mode = "STRONG"
  }

  global_table_witness {
    region_name = "eu-west-3"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_dynamodb_table" "readings" {
  name         = "Readings"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }

  attribute {
    name = "tenant"
    type = "S"
  }

  attribute {
    name = "area"
    type = "N"
  }

  attribute {
    name = "day"
    type = "S"
  }

  global_secondary_index {
    name               = "byPlace"
    projection_type    = "INCLUDE"
    non_key_attributes = ["value"]

    key_schema {
      attribute_name = "tenant"
      key_type       = "HASH"
    }

    key_schema {
      attribute_name = "area"
      key_type       = "HASH"
    }

    key_schema {
      attribute_name = "day"
      key_type       = "RANGE"
    }

    key_schema {
      attribute_name = "id"
      key_type       = "RANGE"
    }
  }

  lifecycle {
    prevent_destroy = true
  }
}
