# outdial with what it needs to run and nothing else. `docker build -t outdial .`

FROM node:22-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# No package runs a script of its own here; `prepare` would build before the source is there.
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
RUN npm run build

FROM node:22-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --omit=dev

FROM node:22-slim
ENV NODE_ENV=production OUTDIAL_DATA_DIR=/data
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json campaign.schema.json LICENSE NOTICE ./
COPY campaigns ./campaigns
# The only folder that is written to; a worker of a shared ledger writes nothing, and runs with --read-only.
RUN ln -s /app/dist/cli/main.js /usr/local/bin/outdial && chmod 755 /app/dist/cli/main.js \
  && mkdir /data && chown node:node /data
USER node
# Of a worker with --metrics-port; other commands ignore it, and whoever runs them.
ENV METRICS_PORT=9464
HEALTHCHECK --interval=10s --timeout=6s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.METRICS_PORT}/healthz`).then((reply) => process.exit(reply.ok ? 0 : 1), () => process.exit(1))"]
# Not through a shell: SIGTERM reaches outdial itself, which takes nothing new and ends what is under way.
ENTRYPOINT ["outdial"]
CMD ["--help"]
