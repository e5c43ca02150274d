# syntax=docker/dockerfile:1
# The image holds one static program and nothing else: no shell, no package
# manager. It needs a PostgreSQL beside it; see compose.yaml.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
ARG VERSION=dev
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \
    mkdir /data && CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags "-s -w -X main.version=${VERSION}" -o /portico ./cmd/portico

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /portico /portico
# A volume that is mounted here for the first time takes over its owner.
COPY --from=build --chown=nonroot:nonroot /data /var/lib/portico
ENV PORTICO_ADDR=0.0.0.0:8080
EXPOSE 8080
USER nonroot
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 CMD ["/portico", "healthcheck"]
ENTRYPOINT ["/portico"]
CMD ["serve"]
