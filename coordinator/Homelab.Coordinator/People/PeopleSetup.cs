using Homelab.Coordinator.Events;

namespace Homelab.Coordinator.People;

public static class PeopleSetup
{
    public static IServiceCollection AddPeople(this IServiceCollection services, string stateDirectory) => services
        .AddSingleton(provider => new AccountBook(stateDirectory, provider.GetRequiredService<IEventFeed>()))
        .AddSingleton<LoginTries>()
        .AddSingleton<SignInDesk>()
        .AddSingleton<Sessions>()
        .AddSingleton<UserDesk>()
        .AddSingleton<TokenDesk>()
        .AddSingleton<PeopleApiService>();

    public static void MapPeopleApi(this WebApplication app)
    {
        app.MapPeople();
        app.MapGrpcService<PeopleApiService>();
    }
}
