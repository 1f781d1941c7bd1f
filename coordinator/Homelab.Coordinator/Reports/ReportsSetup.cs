namespace Homelab.Coordinator.Reports;

public static class ReportsSetup
{
    public static IServiceCollection AddReports(this IServiceCollection services, string stateDirectory) => services
        .AddSingleton(provider => new ReportStore(stateDirectory, provider.GetRequiredService<ILogger<ReportStore>>()))
        .AddSingleton<OutageScribe>()
        .AddSingleton<ReportDesk>()
        .AddHostedService<ReportKeeper>();
}
