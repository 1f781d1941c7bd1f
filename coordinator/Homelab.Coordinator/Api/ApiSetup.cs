using System.Text.Json.Serialization;
using Grpc.Reflection;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Api.Metrics;
using Homelab.Coordinator.Audit;
using Homelab.Coordinator.Page;
using Homelab.Coordinator.People;
using Homelab.Coordinator.Thermal;
using Homelab.Files.Programs;

namespace Homelab.Coordinator.Api;

public static class ApiSetup
{
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
            options.SerializerOptions.Encoder = ApiJson.Encoder;
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddOpenApi("v1", ApiDescription.Shape);
        services.AddHealthChecks();
        services.AddGrpcHealthChecks().AddCheck<Readiness>(Readiness.Name);
        return services
            .AddSingleton<Headlines>()
            .AddSingleton<SensorViews>()
            .AddSingleton<LabView>()
            .AddSingleton<MaintenanceDesk>()
            .AddSingleton<OperatorDesk>()
            .AddSingleton<PowerDesk>()
            .AddSingleton<HistoryDesk>()
            .AddSingleton<ThermalDesk>()
            .AddSingleton<HeatBoard>()
            .AddHostedService(provider => provider.GetRequiredService<HeatBoard>())
            .AddSingleton<EventStream>()
            .AddSingleton<LabApiService>()

            // Told which services there are, reflection needs no reflection of ours, which Native AOT would warn of.
            .AddSingleton(new ReflectionServiceImpl(LabApi.Descriptor, PeopleApi.Descriptor, Uplink.Descriptor, Grpc.Health.V1.Health.Descriptor))
            .AddSingleton(new ReflectionV1ServiceImpl(LabApi.Descriptor, PeopleApi.Descriptor, Uplink.Descriptor, Grpc.Health.V1.Health.Descriptor));
    }

    /// <summary>What browsers and scripts meet before any endpoint.</summary>
    public static void UseApi(this WebApplication app, CoordinatorFileConfig file)
    {
        app.UseStrictHeaders();
        app.UseProblems();
        app.UseHostGate(file);
        app.UseOwnPages();
        app.UseAuditTrail();
        app.UseCallerGate(file);
    }

    public static void MapApi(this WebApplication app)
    {
        app.MapRest();
        app.MapPeopleApi();
        app.MapAudit();
        app.MapAuthority();
        app.MapReadiness();
        app.MapMetrics();
        // One document, so that any other name is nothing like everything else that is not there.
        app.MapOpenApi("/openapi/v1.json");
        app.MapGrpcService<LabApiService>();
        app.MapGrpcService<ReflectionServiceImpl>();
        app.MapGrpcService<ReflectionV1ServiceImpl>();
        app.MapGrpcHealthChecksService();
        app.MapPage();
    }
}
