FROM node:24-slim
WORKDIR /app
COPY package.json package-lock.json setup.mjs ./
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
# The generated client becomes a part of the image.
RUN node setup.mjs && mkdir /data /backups && chown node /data /backups
USER node
ENV DATA_DIR=/data BACKUP_DIR=/backups
EXPOSE 3000
# Node itself is the process that hears SIGTERM.
ENTRYPOINT ["node", "--max-semi-space-size=64", "--import", "tsx", "main.ts"]
CMD ["serve", "--school"]
