using Microsoft.AspNetCore.OpenApi;

namespace Homelab.Coordinator.Api;

/// <summary>The document at /openapi/v1.json.</summary>
internal static class ApiDescription
{
    public static void Shape(OpenApiOptions options) => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info.Title = "Homelab coordinator";
        document.Info.Version = "v1";
        document.Info.Description = "What the lab should be, what it is, and what happens when the power goes. Every error is problem details (RFC 9457).";

        // The address is the reader's own; in a committed document it would differ from machine to machine.
        document.Servers?.Clear();
        return Task.CompletedTask;
    });
}
