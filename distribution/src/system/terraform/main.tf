# Connectors as Terraform resources, through the REST API. The provider is a widely used one for Kafka Connect, and knows
# nothing of Sluice: it calls PUT /connectors/<name>/config and its like.
#   terraform init && terraform apply -var url=http://localhost:8083
terraform {
  required_version = ">= 1.5"
  required_providers {
    kafka-connect = {
      source  = "Mongey/kafka-connect"
      version = "~> 0.4"
    }
  }
}

variable "url" {
  description = "The REST API of any worker."
  type        = string
  default     = "http://localhost:8083"
}

variable "database_password" {
  description = "Better: a variable of a config provider that the worker resolves, such as $${files:/etc/sluice/secrets/db.properties:password}."
  type        = string
  sensitive   = true
  default     = "$${files:/etc/sluice/secrets/db.properties:password}"
}

provider "kafka-connect" {
  url = var.url
}

resource "kafka-connect_connector" "lines_in" {
  name = "lines-in"

  # The API has the name in the config too; without it every plan shows a change.
  config = {
    "name"            = "lines-in"
    "connector.class" = "FileStreamSource"
    "tasks.max"       = "1"
    "topic"           = "lines"
    "file"            = "/tmp/in.txt"
  }
}

resource "kafka-connect_connector" "orders" {
  name = "orders"

  config = {
    "name"            = "orders"
    "connector.class" = "io.confluent.connect.jdbc.JdbcSinkConnector"
    "tasks.max"       = "4"
    "topics"          = "orders"
    "connection.url"  = "jdbc:postgresql://db:5432/orders"
    "connection.user" = "connect"
  }

  config_sensitive = {
    "connection.password" = var.database_password
  }
}
