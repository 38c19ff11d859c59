# The wheel is built in one stage; the other holds what runs, and nothing else.
FROM python:3.11-slim-bookworm AS build

WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY src ./src
COPY locales ./locales
COPY campaigns ./campaigns
RUN python -m pip wheel --no-cache-dir --disable-pip-version-check --no-deps --wheel-dir /wheels .

FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 \
    ALERTBOT_DATA_DIR=/data

COPY requirements.lock /tmp/requirements.lock
RUN python -m pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /tmp/requirements.lock \
    && rm /tmp/requirements.lock

COPY --from=build /wheels /tmp/wheels
RUN python -m pip install --no-cache-dir --disable-pip-version-check --no-deps /tmp/wheels/*.whl \
    && rm -r /tmp/wheels

RUN groupadd --gid 10001 alertbot \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin alertbot \
    && install -d -o 10001 -g 10001 -m 0700 /data

USER 10001:10001
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 CMD ["python", "-c", "\
import os, urllib.request as web; \
at = os.environ.get('ALERTBOT_LISTEN', '127.0.0.1:8088'); \
web.build_opener(web.ProxyHandler({})).open(f'http://{at}/livez', timeout=5)"]
ENTRYPOINT ["alertbot"]
CMD ["run"]
