# The image: the page and the worker in one container, everything they keep in /config. How to run it: docs/container.md
# No step needs a compiler, on amd64 or arm64: every library comes as a wheel.

FROM python:3.13-slim-bookworm AS build
WORKDIR /app
COPY requirements.txt ./
RUN python -m venv --without-pip /venv \
    && pip --python /venv/bin/python install --no-cache-dir --only-binary :all: -r requirements.txt
COPY LICENSE wsgi.py ./
COPY parity parity
COPY tasks tasks
COPY templates templates
COPY static static
RUN python -m compileall -q --invalidation-mode unchecked-hash parity tasks wsgi.py

FROM python:3.13-slim-bookworm
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Parity" \
      org.opencontainers.image.description="Tells which episodes are missing in your Plex libraries, which are coming, and why" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
ENV PATH=/venv/bin:$PATH \
    PARITY_DATA_DIR=/config \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
# Any user may write here, so that --user needs no preparation. The mark goes out of sight when a folder is mounted over
# it, and the entrypoint takes it out of a named volume: whoever sees it knows that nothing here will last.
RUN mkdir -m 0777 /config && touch /config/.no-volume
COPY --from=build /venv /venv
COPY --from=build /app /app
RUN ln -s /app/parity/cli/container.sh /usr/local/bin/parity
WORKDIR /app
VOLUME /config
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD ["python", "-m", "parity", "healthcheck"]
ENTRYPOINT ["parity"]
CMD ["run", "--host", "0.0.0.0", "--port", "8000"]
