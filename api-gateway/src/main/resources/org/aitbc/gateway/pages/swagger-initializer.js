// Takes the place of the file of this name in the webjar: the services come from the gateway itself.
window.onload = async () => {
  const services = await (await fetch("/services")).json();
  window.ui = SwaggerUIBundle({
    urls: [
      ...Object.keys(services).map((name) => ({ name, url: `/v3/api-docs/${name}` })),
      { name: "all services", url: "/v3/api-docs" },
    ],
    "urls.primaryName": "ai-service",
    dom_id: "#swagger-ui",
    deepLinking: true,
    validatorUrl: null,
    presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
    plugins: [SwaggerUIBundle.plugins.DownloadUrl],
    layout: "StandaloneLayout",
  });
};
