import { QueryClientProvider } from "@tanstack/react-query";
import { queryClient } from "@/api/client";
import { FaultBoundary } from "./FaultBoundary";
import { Gate } from "./Gate";
import { PrefsProvider } from "./prefs";

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <PrefsProvider>
        <FaultBoundary>
          <Gate />
        </FaultBoundary>
      </PrefsProvider>
    </QueryClientProvider>
  );
}
